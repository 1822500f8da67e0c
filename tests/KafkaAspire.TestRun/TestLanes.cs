namespace KafkaAspire.TestRun;

/// <summary>
/// Runs the test assemblies in two lanes side by side. One lane has the assemblies whose tests start whole apps and measure what becomes of them
/// under faults; the other has the rest, in which most tests wait for a broker or a page. Two of the first kind at once would only meet each
/// other's timeouts.
/// </summary>
internal sealed class TestLanes(IReadOnlyList<string> assemblies, TextWriter output)
{
    private static readonly string[] EndToEnd = ["KafkaAspire.Standalone.Tests", "KafkaAspire.Chaos.Tests", "KafkaAspire.Docs.Tests", "KafkaAspire.AppHost.Tests"];

    /// <param name="filter">A part of the tests' full names, or null for all.</param>
    public async Task<IReadOnlyList<TestTally>> RunAsync(string? filter)
    {
        var lanes = assemblies.ToLookup(path => EndToEnd.Contains(Path.GetFileNameWithoutExtension(path)));
        var tallies = await Task.WhenAll(lanes.Select(lane => RunOneAfterTheOtherAsync(lane, filter)));
        return [.. tallies.SelectMany(tally => tally).OrderBy(tally => tally.Name, StringComparer.Ordinal)];
    }

    private async Task<List<TestTally>> RunOneAfterTheOtherAsync(IEnumerable<string> lane, string? filter)
    {
        List<TestTally> tallies = [];
        foreach (string path in lane)
            tallies.Add(await new TestAssembly(path, output).RunAsync(filter));
        return tallies;
    }
}
