namespace KafkaAspire.Benchmarks.Measuring;

/// <summary>One side of a contest.</summary>
/// <param name="Name">Who it is.</param>
/// <param name="RunAsync">Does the work once, and tells how it went.</param>
internal sealed record Contestant(string Name, Func<Task<Sample>> RunAsync)
{
    /// <summary>Why it can't take part here; null if it can.</summary>
    public string? Missing { get; init; }

    /// <summary>A contestant that is not to be had on this machine.</summary>
    public static Contestant Absent(string name, string why) =>
        new(name, () => throw new InvalidOperationException($"{name} can't run: {why}")) { Missing = why };
}
