using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;

namespace KafkaAspire.AppHost.Tests.Running;

/// <summary>What a test needs in order to start the AppHost: a container runtime, and Aspire's orchestrator.</summary>
internal static class ContainerEngine
{
    private static readonly Lazy<Task<string?>> Search = new(FindMissingAsync);

    public static string Runtime { get; } = Environment.GetEnvironmentVariable("ASPIRE_CONTAINER_RUNTIME") is { Length: > 0 } named ? named : "docker";

    /// <summary>What is missing for it, as the reason of a skipped test; null when nothing is.</summary>
    public static Task<string?> MissingAsync() => Search.Value;

    /// <summary>Runs the runtime's command line.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Runtime, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        string errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + errors);
    }

    private static async Task<string?> FindMissingAsync()
    {
        if (Orchestrator() is not { Length: > 0 } orchestrator || !File.Exists(orchestrator))
            return "needs Aspire's orchestrator (dcp): neither has the AppHost's build found one, nor does DcpPublisher__CliPath name one";
        try
        {
            return await RunAsync("info") is (0, _) ? null : $"needs a container runtime: '{Runtime} info' fails";
        }
        catch (Win32Exception e)
        {
            return $"needs a container runtime: {Runtime}: {e.Message}";
        }
    }

    private static string? Orchestrator() => Environment.GetEnvironmentVariable("DcpPublisher__CliPath")
        ?? Assembly.Load("KafkaAspire.AppHost").GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key.Equals("dcpclipath", StringComparison.OrdinalIgnoreCase))?.Value;
}
