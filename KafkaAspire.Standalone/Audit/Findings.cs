namespace KafkaAspire.Standalone.Audit;

/// <summary>Counts per partition and keeps the first few findings of each sort by name.</summary>
internal sealed class Findings
{
    private const int ExamplesOfASort = 3;
    private readonly SortedDictionary<int, Counts> _partitions = [];
    private readonly Dictionary<string, int> _named = [];
    private readonly List<string> _examples = [];

    public sealed class Counts
    {
        public long Acknowledged, Applied, DeadLettered, Lost, Doubled, Wrong;
    }

    public Counts this[int partition]
    {
        get
        {
            if (!_partitions.TryGetValue(partition, out var counts))
                _partitions[partition] = counts = new();
            return counts;
        }
    }

    public void Name(string sort, string finding)
    {
        int named = _named[sort] = _named.GetValueOrDefault(sort) + 1;
        if (named <= ExamplesOfASort)
            _examples.Add($"{sort}: {finding}");
    }

    /// <summary>The report, its sums taken over the partitions.</summary>
    public AuditReport ToReport() => new()
    {
        Lost = _partitions.Values.Sum(counts => counts.Lost),
        Doubled = _partitions.Values.Sum(counts => counts.Doubled),
        Wrong = _partitions.Values.Sum(counts => counts.Wrong),
        Partitions = [.. _partitions.Select(p => new PartitionFigures(
            p.Key, p.Value.Acknowledged, p.Value.Applied, p.Value.DeadLettered, p.Value.Lost, p.Value.Doubled, p.Value.Wrong))],
        Examples = [.. _examples.Order(StringComparer.Ordinal)],
    };
}
