using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace KafkaAspire.Hosting.Commands;

/// <summary>Kills one replica.</summary>
internal static class ReplicaCrash
{
    public static Task<ExecuteCommandResult> Kill(ExecuteCommandContext context)
    {
        if (!int.TryParse(ReplicaState.Property(ReplicaState.Of(context), "executable.pid"), CultureInfo.InvariantCulture, out int id))
            return Task.FromResult(CommandResults.Failure($"{context.ResourceName} has no process"));
        try
        {
            using var process = Process.GetProcessById(id);
            // `dotnet run` has the service as its child.
            process.Kill(entireProcessTree: true);
            return Task.FromResult(CommandResults.Success($"{context.ResourceName} (process {id}) was killed"));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return Task.FromResult(CommandResults.Failure($"{context.ResourceName} (process {id}): {e.Message}"));
        }
    }
}
