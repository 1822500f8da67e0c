using KafkaAspire.LocalCluster;

namespace KafkaAspire.Standalone.Services;

/// <summary>One service of the run as a child process.</summary>
internal sealed class ServiceProcess(ServiceKind kind, string name, Uri address, string logFile, ChildProcess process) : IAsyncDisposable
{
    public static readonly TimeSpan GracefulEnd = TimeSpan.FromSeconds(15);

    public ServiceKind Kind { get; } = kind;

    /// <summary>Its name in telemetry and in the view: producer-1.</summary>
    public string Name { get; } = name;

    public Uri Address { get; } = address;
    public string LogFile { get; } = logFile;
    public int ProcessId { get; } = process.Id;

    /// <summary>Its last answer; null before the first.</summary>
    public ServiceStatus? Status { get; set; }

    /// <summary>Whether this run ended it, or asked it to; otherwise its end is news.</summary>
    public bool EndIsWanted { get; private set; }

    /// <summary>Whether a person killed it.</summary>
    public bool WasKilled { get; private set; }

    public bool IsRunning => !process.HasExited;

    /// <summary>Completes with the exit code.</summary>
    public Task<int> Exited => process.Exited;

    /// <summary>Asks it to end, and kills it when it does not.</summary>
    public async Task StopAsync(CancellationToken atOnce)
    {
        EndIsWanted = true;
        if (IsRunning)
            await process.TerminateAsync(GracefulEnd, atOnce);
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        EndIsWanted = WasKilled = true;
        process.Kill();
    }

    public ValueTask DisposeAsync()
    {
        EndIsWanted = true;
        return process.DisposeAsync();
    }
}
