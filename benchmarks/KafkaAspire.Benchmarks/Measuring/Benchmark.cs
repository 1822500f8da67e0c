namespace KafkaAspire.Benchmarks.Measuring;

/// <summary>A benchmark that the command line knows.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Description">What it shows, in one line.</param>
/// <param name="RunAsync">Runs it, and gives its rows.</param>
internal sealed record Benchmark(string Name, string Description, Func<BenchmarkRun, Task<IReadOnlyList<Row>>> RunAsync)
{
    /// <summary>Whether it has a row in the table that <c>all</c> makes.</summary>
    public bool IsInTable { get; init; } = true;
}

/// <summary>One call of the command.</summary>
/// <param name="Rounds">How often each contestant runs.</param>
/// <param name="Tell">Tells whoever waits how far it is.</param>
internal sealed record BenchmarkRun(int Rounds, Action<string> Tell);
