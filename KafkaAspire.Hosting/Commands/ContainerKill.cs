using System.ComponentModel;
using System.Diagnostics;

namespace KafkaAspire.Hosting.Commands;

/// <summary>Kills a container through the container runtime's command line: Aspire itself stops containers gracefully only.</summary>
internal static class ContainerKill
{
    /// <summary>Null when the container was killed, else what the runtime said.</summary>
    public static async Task<string?> RunAsync(string runtime, string container, CancellationToken cancellation)
    {
        try
        {
            using var kill = Process.Start(new ProcessStartInfo(runtime, ["kill", container]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = kill.StandardOutput.ReadToEndAsync(cancellation);
            string error = await kill.StandardError.ReadToEndAsync(cancellation);
            await output;
            await kill.WaitForExitAsync(cancellation);
            return kill.ExitCode == 0 ? null : error.Trim();
        }
        catch (Win32Exception e)
        {
            return $"{runtime}: {e.Message}";
        }
    }
}
