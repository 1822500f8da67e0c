namespace Explorer.Service.Cluster;

/// <summary>Everything that a page shows of a cluster, as it answered at one time. Immutable, shared by all who look.</summary>
/// <param name="TakenAt">When the scan began.</param>
/// <param name="TookMilliseconds">How long the cluster took to answer it.</param>
/// <param name="ClusterId">The cluster's id; null where it names none.</param>
/// <param name="Controller">The active controller's node id, which need not be a broker; null where it cannot be asked.</param>
/// <param name="Brokers">The brokers, by id: those that are up, and those that partitions still name.</param>
/// <param name="Topics">The topics, by name.</param>
/// <param name="Groups">The consumer groups, by name.</param>
/// <param name="Gaps">What could not be answered, and why.</param>
public sealed record ClusterSnapshot(
    DateTimeOffset TakenAt,
    double TookMilliseconds,
    string? ClusterId,
    int? Controller,
    IReadOnlyList<Broker> Brokers,
    IReadOnlyList<Topic> Topics,
    IReadOnlyList<ConsumerGroup> Groups,
    IReadOnlyList<Gap> Gaps)
{
    /// <summary>How many partitions all topics have together.</summary>
    public int PartitionCount => Topics.Sum(topic => topic.Partitions.Count);

    /// <summary>Partitions with fewer in-sync replicas than replicas.</summary>
    public int UnderReplicated => Topics.Sum(topic => topic.UnderReplicated);

    /// <summary>Partitions without a leader: nothing can be written to or read from them.</summary>
    public int Offline => Topics.Sum(topic => topic.Offline);

    /// <summary>Why a part of the snapshot is missing; null if it is complete.</summary>
    /// <param name="part">The part.</param>
    public string? WhyMissing(ClusterPart part) => Gaps.FirstOrDefault(gap => gap.Part == part)?.Reason;
}

/// <summary>A part of a snapshot that may be missing by itself.</summary>
public enum ClusterPart
{
    /// <summary>Which node is the controller.</summary>
    Controller,

    /// <summary>The racks of the brokers.</summary>
    Racks,

    /// <summary>Which topics there are.</summary>
    Topics,

    /// <summary>First and end offsets of partitions.</summary>
    Offsets,

    /// <summary>Which consumer groups there are.</summary>
    Groups,

    /// <summary>State and members of consumer groups.</summary>
    Members,

    /// <summary>What consumer groups have committed.</summary>
    Commits,
}

/// <summary>What a snapshot lacks.</summary>
/// <param name="Part">The part.</param>
/// <param name="Reason">Why, in one sentence for a person.</param>
public sealed record Gap(ClusterPart Part, string Reason);
