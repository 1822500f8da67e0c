namespace Explorer.Service.Cluster;

/// <summary>A topic with its partitions.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Partitions">Its partitions, by number.</param>
/// <param name="MessagesPerSecond">Messages written a second since the scan before; null at the first.</param>
/// <param name="Trouble">Why the cluster could not describe it; null if it did.</param>
public sealed record Topic(string Name, IReadOnlyList<Partition> Partitions, double? MessagesPerSecond, string? Trouble)
{
    /// <summary>Whether it is Kafka's own: <c>__consumer_offsets</c>, <c>__transaction_state</c>.</summary>
    public bool IsInternal => Name.StartsWith("__", StringComparison.Ordinal);

    /// <summary>How many replicas its partitions have.</summary>
    public int ReplicationFactor => Partitions.Count == 0 ? 0 : Partitions.Max(partition => partition.Replicas.Count);

    /// <summary>Partitions with fewer in-sync replicas than replicas.</summary>
    public int UnderReplicated => Partitions.Count(partition => partition.IsUnderReplicated);

    /// <summary>Partitions without a leader.</summary>
    public int Offline => Partitions.Count(partition => partition.Leader is null);

    /// <summary>Offsets between the first and the end of all partitions; null if not one of them answered.</summary>
    public long? Messages => Partitions.Any(partition => partition.Messages is not null) ? Partitions.Sum(partition => partition.Messages ?? 0) : null;

    /// <summary>Whether <see cref="Messages"/> lacks partitions that did not answer.</summary>
    public bool IsPartlyUnknown => Partitions.Any(partition => partition.Messages is null);
}

/// <summary>A partition.</summary>
/// <param name="Id">Its number in the topic.</param>
/// <param name="Leader">The broker that leads it; null while none does.</param>
/// <param name="Replicas">The brokers that hold it, the preferred leader first.</param>
/// <param name="InSync">Those of them that are in sync.</param>
/// <param name="FirstOffset">The offset of the oldest message that is kept; null if the leader did not answer.</param>
/// <param name="EndOffset">The offset that the next message gets (the high watermark); null if the leader did not answer.</param>
/// <param name="Trouble">Why the offsets are missing; null if they are not.</param>
public sealed record Partition(
    int Id, int? Leader, IReadOnlyList<int> Replicas, IReadOnlyList<int> InSync, long? FirstOffset, long? EndOffset, string? Trouble)
{
    /// <summary>Whether a replica lags behind its leader.</summary>
    public bool IsUnderReplicated => InSync.Count < Replicas.Count;

    /// <summary>Offsets between the first and the end: messages, and in compacted or transactional topics what was removed or marks a commit.</summary>
    public long? Messages => EndOffset - FirstOffset;
}
