using KafkaAspire.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Hosting;

/// <summary>Runs a service so that a wrong setting is one line and an exit code, not a stack trace.</summary>
public static partial class ServiceRun
{
    /// <summary>Runs the service until it ends and gives the exit code of the process.</summary>
    /// <param name="app">The application.</param>
    public static async Task<int> RunToExitCodeAsync(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(app.Environment.ApplicationName);
        try
        {
            await app.RunAsync();
            return app.Services.GetRequiredService<ServiceExit>().Code;
        }
        catch (OptionsValidationException e)
        {
            foreach (string failure in e.Failures)
                LogRefusal(logger, failure);
            return ServiceExit.WrongUsage;
        }
        catch (ServiceSettingException e)
        {
            LogRefusal(logger, e.Message);
            return ServiceExit.WrongUsage;
        }
        catch (IOException e)
        {
            // Kestrel's "address already in use" arrives here; its message names the address.
            LogRefusal(logger, e.Message);
            return ServiceExit.Failure;
        }
        finally
        {
            await app.DisposeAsync();
        }
    }

    [LoggerMessage(LogLevel.Critical, "{Reason}")]
    private static partial void LogRefusal(ILogger logger, string reason);
}
