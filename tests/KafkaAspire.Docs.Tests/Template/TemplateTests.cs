using KafkaAspire.Docs.Tests.Commands;

namespace KafkaAspire.Docs.Tests.Template;

/// <summary><c>dotnet new kafka-aspire -n MyApp</c>: an app under another name that builds and runs.</summary>
public sealed class TemplateTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("kafka-aspire-template-");

    [Fact]
    public async Task It_gives_an_app_that_builds_and_runs_under_its_own_name()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell");
        string hive = Path.Combine(_directory.FullName, "hive");
        string app = Path.Combine(_directory.FullName, "app");
        await RunAsync($"dotnet new install '{WorkingCopy.Root}' --debug:custom-hive '{hive}'", _directory.FullName);
        await RunAsync($"dotnet new kafka-aspire -n MyApp -o '{app}' --debug:custom-hive '{hive}'", _directory.FullName);

        Assert.DoesNotContain(Names(app), path => path.Contains("KafkaAspire", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(Directory.EnumerateFiles(app, "*.cs*", SearchOption.AllDirectories), path => File.ReadAllText(path).Contains("KafkaAspire", StringComparison.Ordinal));
        if (File.Exists(WorkingCopy.PathOf("AspirePackages.props")))
            File.Copy(WorkingCopy.PathOf("AspirePackages.props"), Path.Combine(app, "AspirePackages.props"));

        await RunAsync("dotnet build MyApp.NoAspire.slnf -c Release -v quiet --nologo", app);
        var run = await RunAsync("./run --messages 1 --brokers embedded", app);
        Assert.EndsWith("audit: produced 1, applied 1, dead-lettered 0, lost 0, doubled 0 (exactly-once)", run.Output.TrimEnd());
        await RunAsync("dotnet tests/MyApp.Contracts.Tests/bin/Release/net10.0/MyApp.Contracts.Tests.dll", app);
    }

    private static IEnumerable<string> Names(string app) =>
        Directory.EnumerateFileSystemEntries(app, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(app, path));

    private static async Task<ShellResult> RunAsync(string command, string directory)
    {
        var result = await ShellCommand.RunAsync(command, directory, new Dictionary<string, string?>
        {
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["UseSharedCompilation"] = "false",
            ["DOTNET_NOLOGO"] = "1",
        });
        Assert.True(result.ExitCode == 0, $"{command}\n{result}");
        return result;
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
