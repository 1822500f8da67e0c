using System.Diagnostics;
using KafkaAspire.Fuzz.Targets;

namespace KafkaAspire.Fuzz.Tests.Coverage;

/// <summary>Short runs of the coverage-guided fuzzer; the long ones are in docs/security.md.</summary>
public sealed class GuidedRunTests : IDisposable
{
    // Longer than what a run is given, with its start.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly DirectoryInfo _output = Directory.CreateTempSubdirectory("fuzz-");

    [Fact]
    public async Task Coverage_leads_to_a_bug_that_chance_would_not_meet()
    {
        RequireAfl();

        var result = await RunAsync(PlantedBug.Target.Name, "--seconds", "600", "--output", _output.FullName);

        Assert.True(result.ExitCode == 3, result.ToString());
        string input = Assert.Single(Directory.EnumerateFiles(_output.FullName, "id:*", SearchOption.AllDirectories), path => path.Contains("crashes", StringComparison.Ordinal));
        Assert.StartsWith("Debt", File.ReadAllText(input), StringComparison.Ordinal);
        result = await RunAsync(PlantedBug.Target.Name, "--input", input);
        Assert.Contains("the planted bug", result.Errors);
    }

    [Fact]
    public async Task The_app_tells_which_branches_it_takes()
    {
        RequireAfl();

        var result = await RunAsync(FileTargets.Csv.Name, "--seconds", "5", "--output", _output.FullName);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Matches(@"^fuzz: csv, [1-9]\d* executions, [1-9]\d* paths, [1-9]\d{2,} branches, 0 crashes, 0 hangs\s*$", result.Output);
    }

    [Theory]
    [InlineData("TARGET \"cvs\" is not possible; allowed: all, ", "cvs")]
    [InlineData("--seconds \"soon\" is not possible; allowed: a whole number from 1 to 1000000", "csv", "--seconds", "soon")]
    [InlineData("--input \"missing\" is not possible; allowed: a file", "csv", "--input", "missing")]
    public async Task A_wrong_option_is_one_line(string line, params string[] args)
    {
        var result = await RunAsync(args);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith(line, result.Errors);
        Assert.Single(result.Errors.Trim().Split('\n'));
    }

    private static void RequireAfl() => Assert.SkipUnless(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "afl-fuzz"))),
        "afl-fuzz is not on the PATH: this test needs AFL++");

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(FuzzTargets).Assembly.Location, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Found is found: it need not go on to the end of its time.
        start.Environment["AFL_BENCH_UNTIL_CRASH"] = "1";
        using var process = Process.Start(start)!;
        var texts = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"not ended within {Patience.TotalMinutes} minutes: {string.Concat(await texts)}");
        }
        string[] told = await texts;
        return (process.ExitCode, told[0], told[1]);
    }

    public void Dispose() => _output.Delete(recursive: true);
}
