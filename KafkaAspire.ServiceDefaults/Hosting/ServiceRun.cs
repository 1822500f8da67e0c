using KafkaAspire.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.Hosting;

/// <summary>Runs a service so that a wrong setting is one line and an exit code, not a stack trace.</summary>
public static partial class ServiceRun
{
    /// <summary>Lists, as the first argument, every setting that the service has, and starts nothing.</summary>
    public const string SettingsArgument = "--settings";

    /// <summary>Builds the service, runs it until it ends, and gives the exit code of the process.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="build">Builds it.</param>
    public static async Task<int> RunAsync(string[] args, Func<WebApplication> build)
    {
        if (args is [SettingsArgument, ..])
            return await ListSettingsAsync(build);
        ServiceExit? exit = null;
        try
        {
            var app = build();
            // Taken now: the host disposes its services when it ends.
            exit = app.Services.GetRequiredService<ServiceExit>();
            var background = app.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToArray();
            await app.RunAsync();
            // The host ends as if all were well after a background service has thrown; it has logged the exception.
            return Array.Exists(background, service => service.ExecuteTask is { IsFaulted: true }) ? ServiceExit.Failure : exit.Code;
        }
        catch (ServiceSettingException e)
        {
            return Refuse(e.Message, ServiceExit.WrongUsage);
        }
        catch (OperationCanceledException) when (exit is { Code: not ServiceExit.Success })
        {
            // What ended it, and has been told, came before it had started.
            return exit.Code;
        }
        catch (IOException e)
        {
            // Kestrel's "address already in use" arrives here; its message names the address.
            return Refuse(e.Message, ServiceExit.Failure);
        }
    }

    private static async Task<int> ListSettingsAsync(Func<WebApplication> build)
    {
        WebApplication? app = null;
        var settings = SettingListing.Of(() => app = build());
        await app!.DisposeAsync();
        await Console.Out.WriteLineAsync(SettingListing.ToText(settings));
        return ServiceExit.Success;
    }

    /// <summary>Says in one line why a service, or a command of one, does not go on. There may be no host yet, so no logger either.</summary>
    /// <param name="reason">The line.</param>
    /// <param name="code">The exit code.</param>
    /// <returns>The exit code.</returns>
    public static int Refuse(string reason, int code)
    {
        using var factory = LoggerFactory.Create(logging => logging.AddOneLineConsole());
        LogRefusal(factory.CreateLogger(AppDomain.CurrentDomain.FriendlyName), reason);
        return code;
    }

    [LoggerMessage(LogLevel.Critical, "{Reason}")]
    private static partial void LogRefusal(ILogger logger, string reason);
}
