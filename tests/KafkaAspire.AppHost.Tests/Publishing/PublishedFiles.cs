using System.Diagnostics;

namespace KafkaAspire.AppHost.Tests.Publishing;

/// <summary>What <c>aspire publish</c> writes: the AppHost itself, run to publish.</summary>
internal static class PublishedFiles
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<DirectoryInfo> WriteAsync(string kind, CancellationToken cancellation, Dictionary<string, string>? environment = null)
    {
        var folder = Directory.CreateTempSubdirectory($"kafkaaspire-{kind}-");
        string assembly = Path.Combine(AppContext.BaseDirectory, "KafkaAspire.AppHost.dll");
        var start = new ProcessStartInfo("dotnet", [assembly, "--operation", "publish", "--step", "publish", "--output-path", folder.FullName, "--deploy-to", kind])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;
        using var appHost = Process.Start(start)!;
        var output = appHost.StandardOutput.ReadToEndAsync(cancellation);
        string errors = await appHost.StandardError.ReadToEndAsync(cancellation).WaitAsync(Patience, cancellation);
        await appHost.WaitForExitAsync(cancellation);
        Assert.True(appHost.ExitCode == 0, await output + errors);
        return folder;
    }

    /// <summary>The lines of one entry of a YAML file, from its key to the next one at its depth.</summary>
    public static string Entry(string yaml, string key, int depth)
    {
        string indent = new(' ', depth);
        var lines = yaml.Split('\n');
        int start = Array.FindIndex(lines, line => line == $"{indent}{key}:");
        Assert.True(start >= 0, $"no {key} in\n{yaml}");
        var rest = lines.Skip(start + 1).TakeWhile(line => line.StartsWith(indent + " ", StringComparison.Ordinal) || line.Length == 0);
        return string.Join('\n', rest);
    }
}
