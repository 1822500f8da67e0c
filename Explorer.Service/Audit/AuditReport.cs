namespace Explorer.Service.Audit;

/// <summary>What the audit knows of the topic's partitions, from sources that do not depend on one another. Immutable, shared by all who look.</summary>
/// <param name="TakenAt">When the pass began that this is the outcome of.</param>
/// <param name="Topic">The topic.</param>
/// <param name="Effects">Where the effects of its messages are looked for, in words.</param>
/// <param name="SettledBy">What says how far consumers have settled, in words.</param>
/// <param name="Read">How many offsets of the log were read since the audit began.</param>
/// <param name="Span">How many offsets the log has, from where the audit began.</param>
/// <param name="Partitions">A row for each partition.</param>
/// <param name="Troubles">Sources that could not be asked, each in one sentence; the rows are then as they were.</param>
public sealed record AuditReport(
    DateTimeOffset TakenAt,
    string Topic,
    string? Effects,
    string? SettledBy,
    long Read,
    long Span,
    IReadOnlyList<PartitionRow> Partitions,
    IReadOnlyList<string> Troubles)
{
    /// <summary>Whether every settled message was looked at: otherwise the first pass over the log is still going on.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Whether producers say what was acknowledged.</summary>
    public bool KnowsAcknowledged => Partitions.Any(partition => partition.Acknowledged is not null);

    /// <summary>All partitions together.</summary>
    public PartitionRow Total => new(
        -1, KnowsAcknowledged ? Partitions.Sum(row => row.Acknowledged ?? 0) : null, Partitions.Sum(row => row.InLog), Partitions.Sum(row => row.Applied),
        Partitions.Sum(row => row.Suppressed), Partitions.Sum(row => row.DeadLettered), Partitions.Sum(row => row.InFlight), Partitions.Sum(row => row.Lost),
        Partitions.Sum(row => row.Doubled), Partitions.Sum(row => row.NotLookedAt), []);

    /// <summary>Whether every row adds up.</summary>
    public bool AddsUp => Partitions.All(row => row.AddsUp);
}

/// <summary>
/// The audit of one partition. What is in the log is applied, suppressed, dead-lettered, in flight or lost: one of them, once it was looked at.
/// </summary>
/// <param name="Partition">The partition.</param>
/// <param name="Acknowledged">Messages that the producers' journals say were acknowledged; null where there is no journal.</param>
/// <param name="InLog">Messages that the log holds, or held when the audit began.</param>
/// <param name="Applied">Messages that took effect.</param>
/// <param name="Suppressed">Messages that repeat a transaction that had taken effect, and did not count again.</param>
/// <param name="DeadLettered">Messages that the dead-letter topic names as the origin of a letter.</param>
/// <param name="InFlight">Messages that consumers have not settled yet.</param>
/// <param name="Lost">Messages that were settled, and yet none of the above.</param>
/// <param name="Doubled">Effects beyond the first of a transaction.</param>
/// <param name="NotLookedAt">Messages that the first pass has yet to come to.</param>
/// <param name="Findings">What does not add up, with the offsets.</param>
public sealed record PartitionRow(
    int Partition, long? Acknowledged, long InLog, long Applied, long Suppressed, long DeadLettered, long InFlight, long Lost, long Doubled,
    long NotLookedAt, IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether nothing is missing and nothing is there twice.</summary>
    public bool AddsUp => Lost == 0 && Doubled == 0 && Findings.Count == 0;
}

/// <summary>Something that does not add up.</summary>
/// <param name="Kind">What: <c>lost</c>, <c>doubled</c> or <c>missing</c>.</param>
/// <param name="Offsets">The offsets, the first of them where there are many: <c>17, 20-25</c>.</param>
/// <param name="Sentence">What that means, for a person.</param>
public sealed record Finding(string Kind, string Offsets, string Sentence);
