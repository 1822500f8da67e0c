namespace KafkaAspire.Benchmarks.Measuring;

/// <summary>
/// Lets contestants do the same work in turn, round after round (A B C, B C A, C A B …), so that what changes on the machine meanwhile touches all
/// of them, and so does what the one before leaves behind: files to delete, pages to write, a broker that is warmer than it was.
/// A first round is not counted: .NET and the brokers' JVM compile their hot code while it runs, and whoever comes first would pay for all.
/// </summary>
/// <param name="Unit">What their figures are.</param>
/// <param name="Contestants">Who takes part.</param>
internal sealed record Contest(Unit Unit, IReadOnlyList<Contestant> Contestants)
{
    /// <summary>Runs the rounds.</summary>
    /// <returns>Each contestant's series, by name; none of those that are absent.</returns>
    public async Task<IReadOnlyDictionary<string, Series>> RunAsync(BenchmarkRun run)
    {
        Contestant[] present = [.. Contestants.Where(contestant => contestant.Missing is null)];
        var samples = present.ToDictionary(contestant => contestant, _ => new List<Sample>());
        for (int round = 0; round <= run.Rounds; round++)
            for (int turn = 0; turn < present.Length; turn++)
            {
                var contestant = present[(round + turn) % present.Length];
                // What the one before left behind is not this one's to collect.
                GC.Collect();
                GC.WaitForPendingFinalizers();
                GC.Collect();
                var sample = await contestant.RunAsync();
                if (round > 0)
                    samples[contestant].Add(sample);
                run.Tell($"{(round > 0 ? $"round {round} of {run.Rounds}" : "not counted")}, {contestant.Name}: {Unit.Text(sample.Value)}{Cost(sample)}");
            }
        return samples.ToDictionary(one => one.Key.Name, one => new Series(one.Key.Name, Unit, one.Value));
    }

    private static string Cost(Sample sample) => sample.Processor is { } processor ? $", {processor:0.00} µs and {sample.Allocated:N0} B a message" : "";

    /// <summary>Makes a row of the table out of two contestants.</summary>
    public Row Row(string path, IReadOnlyDictionary<string, Series> series, Contestant ours, Contestant peer, Goal goal) => new(
        path, peer.Name, series.GetValueOrDefault(ours.Name), series.GetValueOrDefault(peer.Name), goal, ours.Missing ?? peer.Missing);
}
