using KafkaAspire.Standalone.Build;
using KafkaAspire.Standalone.CommandLine;

namespace KafkaAspire.TestRun;

/// <summary><c>./test [filter]</c>: builds everything, runs the tests whose full name holds the filter, and ends with the sum.</summary>
internal sealed class TestCommand(Repository repository, TextWriter output)
{
    private const string Help = """
        ./test [filter]

        Builds the solution and runs its tests; with a filter only those whose full name (namespace, class, method) contains it:
          ./test                          all tests
          ./test Standalone               those of one project
          ./test A_loss_is_found          those of that name

        The last line is: N passed, N failed, N skipped. Exit code 0 when none failed, else 1. A skipped test says what it misses.
        """;

    public async Task<int> InvokeAsync(string[] args)
    {
        if (args is ["--help" or "-h" or "-?"])
        {
            output.WriteLine(Help);
            return ExitCode.PromiseHeld;
        }
        if (args.Length > 1 || args is [['-', ..]])
            throw new UsageException($"./test \"{string.Join(' ', args)}\" is not possible; allowed: one filter, a part of the tests' full names");
        await BuildAsync();
        return await RunAsync(args.FirstOrDefault());
    }

    private async Task BuildAsync()
    {
        var progress = new ProgressLine(output, !Console.IsOutputRedirected);
        bool aspire = await new AspirePackages(repository, progress, output).FindAsync(CancellationToken.None);
        await new ServicesBuild(repository, progress, output).BuildAsync(aspire ? "KafkaAspire.sln" : "KafkaAspire.NoAspire.slnf", "the solution", CancellationToken.None);
    }

    private async Task<int> RunAsync(string? filter)
    {
        var sum = new TestSum();
        foreach (string project in Directory.EnumerateDirectories(repository.PathOf("tests"), "*.Tests").Order(StringComparer.Ordinal))
            if (repository.AssemblyOf(project) is var assembly && File.Exists(assembly))
                await new TestAssembly(assembly, output).RunAsync(filter, sum);
        if (sum.Total == 0 && filter is not null)
            output.WriteLine($"no test has \"{filter}\" in its full name");
        output.WriteLine(sum.ToString());
        return sum is { Failed: 0, Total: > 0 } ? ExitCode.PromiseHeld : ExitCode.Failed;
    }
}
