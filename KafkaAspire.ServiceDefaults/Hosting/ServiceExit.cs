using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KafkaAspire.ServiceDefaults.Hosting;

/// <summary>How a service ends: with a code that tells a script what happened, and one line that tells a person why.</summary>
/// <param name="lifetime">The host's lifetime.</param>
/// <param name="logger">Where the line goes.</param>
public sealed partial class ServiceExit(IHostApplicationLifetime lifetime, ILogger<ServiceExit> logger)
{
    /// <summary>Everything was done.</summary>
    public const int Success = 0;

    /// <summary>Something went wrong while running.</summary>
    public const int Failure = 1;

    /// <summary>A setting or an input is wrong; nothing was started.</summary>
    public const int WrongUsage = 2;

    private int _code;

    /// <summary>The code with which the process will end.</summary>
    public int Code => _code;

    /// <summary>Ends the service because its work is done.</summary>
    public void Complete() => lifetime.StopApplication();

    /// <summary>Ends the service because it can't go on. The first failure decides the code, and is the one that is told.</summary>
    /// <param name="reason">One line that names the thing, the value and what is allowed or what to do.</param>
    /// <param name="code">The exit code.</param>
    public void Fail(string reason, int code = Failure)
    {
        // Every message in flight may tell the same failure.
        if (Interlocked.CompareExchange(ref _code, code, Success) != Success)
            return;
        LogFailure(reason);
        lifetime.StopApplication();
    }

    [LoggerMessage(LogLevel.Critical, "{Reason}")]
    private partial void LogFailure(string reason);
}
