namespace KafkaAspire.Benchmarks.Measuring;

/// <summary>A benchmark that the command line knows.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Description">What it shows, in one line.</param>
/// <param name="RunAsync">Runs it, and gives its rows.</param>
internal sealed record Benchmark(string Name, string Description, Func<BenchmarkRun, Task<IReadOnlyList<Row>>> RunAsync)
{
    /// <summary>Whether it has a row in the table that <c>all</c> makes.</summary>
    public bool IsInTable { get; init; } = true;

    /// <summary>How its figures come about, in one line of the report.</summary>
    public Func<BenchmarkRun, string> Method { get; init; } = run =>
        $"{run.Rounds} rounds after one that is not counted, all sides in turn: medians (lowest to highest), ratios as the median of the rounds' ratios";
}

/// <summary>One call of the command.</summary>
/// <param name="Rounds">How often each contestant runs.</param>
/// <param name="Minutes">How long a soak lasts.</param>
/// <param name="Tell">Tells whoever waits how far it is.</param>
internal sealed record BenchmarkRun(int Rounds, int Minutes, Action<string> Tell);
