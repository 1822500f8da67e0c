using System.Diagnostics;
using KafkaAspire.Standalone.Build;

namespace KafkaAspire.Docs.Tests.Settings;

/// <summary>What a service says of its settings: it is asked, with <c>--settings</c>.</summary>
internal static class ServiceSettings
{
    /// <summary>Rows of a table: key, default, unit and what is allowed, each as in Markdown.</summary>
    public static async Task<IReadOnlyList<string>> AskAsync(string service)
    {
        var start = new ProcessStartInfo(DotnetCommand.Executable, [new Repository(WorkingCopy.Root).AssemblyOf(service), "--settings"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return [.. output.Split('\n', StringSplitOptions.TrimEntries).Where(line => line.StartsWith("| `", StringComparison.Ordinal))];
    }
}
