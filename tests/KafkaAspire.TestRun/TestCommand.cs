using System.Globalization;
using KafkaAspire.LocalCluster;
using KafkaAspire.Standalone.Build;
using KafkaAspire.Standalone.CommandLine;

namespace KafkaAspire.TestRun;

/// <summary><c>./test [filter] [--slowest]</c>: builds everything, runs the tests whose full name holds the filter, and ends with the sum.</summary>
internal sealed class TestCommand(Repository repository, TextWriter console)
{
    private const int Slowest = 20;

    private const string Help = """
        ./test [filter] [--slowest]

        Builds the solution and runs its tests; with a filter only those whose full name (namespace, class, method) contains it:
          ./test                          all tests
          ./test Standalone               those of one project
          ./test A_loss_is_found          those of that name
          ./test --slowest                all tests, then each assembly's time and the twenty slowest tests

        The last line is: N passed, N failed, N skipped. Exit code 0 when none failed, else 1. A skipped test says what it misses.
        """;

    // Both lanes of assemblies write to it.
    private readonly TextWriter _output = TextWriter.Synchronized(console);

    public async Task<int> InvokeAsync(string[] args)
    {
        if (args is ["--help" or "-h" or "-?"])
        {
            _output.WriteLine(Help);
            return ExitCode.PromiseHeld;
        }
        string[] filters = [.. args.Where(arg => arg != "--slowest")];
        if (filters.Length > 1 || filters is [['-', ..]])
            throw new UsageException($"./test \"{string.Join(' ', args)}\" is not possible; allowed: one filter, a part of the tests' full names, and --slowest");
        await Task.WhenAll(BuildAsync(), MakeClassArchivesAsync());
        return await RunAsync(filters.FirstOrDefault(), args.Length > filters.Length);
    }

    private async Task BuildAsync()
    {
        var progress = new ProgressLine(_output, !Console.IsOutputRedirected);
        bool aspire = await new AspirePackages(repository, progress, _output).FindAsync(CancellationToken.None);
        await new ServicesBuild(repository, progress, _output).BuildAsync(aspire ? "KafkaAspire.sln" : "KafkaAspire.NoAspire.slnf", "the solution", CancellationToken.None);
    }

    // While the compilers run: a test that starts brokers should not make one beside them.
    private async Task MakeClassArchivesAsync()
    {
        foreach (string variable in new[] { "KAFKA_HOME", "KAFKA_ZOOKEEPER_HOME" })
            try
            {
                if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } home)
                    await KafkaInstallation.Find(home).MakeClassArchiveAsync();
            }
            catch (LocalClusterException exception)
            {
                _output.WriteLine($"{variable}: brokers start without a class archive: {exception.Message}");
            }
    }

    private async Task<int> RunAsync(string? filter, bool showsSlowest)
    {
        string[] assemblies =
        [
            .. Directory.EnumerateDirectories(repository.PathOf("tests"), "*.Tests").Order(StringComparer.Ordinal)
                .Select(project => repository.AssemblyOf(project)).Where(File.Exists),
        ];
        var sum = new TestTally("all");
        var tallies = await new TestLanes(assemblies, _output).RunAsync(filter);
        foreach (var tally in tallies)
            sum.Add(tally);
        if (showsSlowest)
            TellTimes(tallies, sum);
        if (sum.Total == 0 && filter is not null)
            _output.WriteLine($"no test has \"{filter}\" in its full name");
        _output.WriteLine(sum.ToString());
        return sum is { Failed: 0, Total: > 0 } ? ExitCode.PromiseHeld : ExitCode.Failed;
    }

    private void TellTimes(IReadOnlyList<TestTally> tallies, TestTally sum)
    {
        _output.WriteLine("seconds of each assembly:");
        foreach (var tally in tallies.OrderByDescending(tally => tally.Elapsed))
            _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tally.Elapsed.TotalSeconds,7:0.0}  {tally.Name}"));
        _output.WriteLine($"seconds of the {Slowest} slowest tests, without their fixtures:");
        foreach (var (test, seconds) in sum.Times.OrderByDescending(time => time.Seconds).Take(Slowest))
            _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds,7:0.0}  {test}"));
    }
}
