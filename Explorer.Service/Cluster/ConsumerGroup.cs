using System.Text.Json.Serialization;
using Confluent.Kafka;
using Explorer.Service.Lag;

namespace Explorer.Service.Cluster;

/// <summary>A consumer group.</summary>
/// <param name="Id">Its name (<c>group.id</c>).</param>
/// <param name="State">Its state in Kafka's terms (Stable, Empty, PreparingRebalance, …); null where the cluster does not tell.</param>
/// <param name="Protocol">How partitions are assigned (range, cooperative-sticky, uniform, …); null where unknown or without members.</param>
/// <param name="Members">Its members; null where the cluster does not tell.</param>
/// <param name="Partitions">What it has committed and is assigned, by topic and partition.</param>
/// <param name="Trouble">Why something of it is missing; null if nothing is.</param>
public sealed record ConsumerGroup(
    string Id, string? State, string? Protocol, IReadOnlyList<GroupMember>? Members, IReadOnlyList<GroupPartition> Partitions, string? Trouble)
{
    /// <summary>Messages that are written but not committed by the group, over all partitions; null if no partition tells.</summary>
    public long? Lag => Partitions.Any(partition => partition.Lag is not null) ? Partitions.Sum(partition => partition.Lag ?? 0) : null;

    /// <summary>The age of the oldest message that it has not committed, in seconds; null if no partition tells.</summary>
    public double? TimeLag => Partitions.Max(partition => partition.TimeLag);

    /// <summary>How it gets on: the worst of its partitions.</summary>
    public LagStatus Status => LagStatuses.OfGroup(Partitions.Select(partition => partition.Status));

    /// <summary>The topics that it reads.</summary>
    public IEnumerable<string> Topics => Partitions.Select(partition => partition.Topic).Distinct();

    /// <summary>Its lag over all partitions during the last minutes; null where nothing was seen yet.</summary>
    [JsonIgnore]
    public LagHistory? History { get; init; }
}

/// <summary>A member of a consumer group: one consumer.</summary>
/// <param name="Id">The id that the coordinator gave it.</param>
/// <param name="ClientId">The id that it gave itself (<c>client.id</c>).</param>
/// <param name="Host">Where it connects from.</param>
/// <param name="Partitions">How many partitions it is assigned.</param>
public sealed record GroupMember(string Id, string ClientId, string Host, int Partitions);

/// <summary>A consumer group on one partition.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Committed">The next offset that the group would read; null if it has committed none.</param>
/// <param name="EndOffset">The partition's end; null if its leader did not answer.</param>
/// <param name="Member">The client id of the member that is assigned the partition; null if none is, or the cluster does not tell.</param>
public sealed record GroupPartition(string Topic, int Partition, long? Committed, long? EndOffset, string? Member)
{
    // The two above once more, as what the client's tables are looked up by: a large cluster would make tens of thousands of them in every scan.
    internal TopicPartition Place { get => field ??= new(Topic, Partition); init; }

    /// <summary>End less committed, never below zero: a commit may be newer than the end that was asked a moment before.</summary>
    public long? Lag => EndOffset is { } end && Committed is { } committed ? Math.Max(0, end - committed) : null;

    /// <summary>The age of the oldest message that the group has not committed, in seconds; 0 where it has committed all, null where it is not known.</summary>
    public double? TimeLag { get; init; }

    /// <summary>How the group gets on here.</summary>
    public LagStatus Status { get; init; }

    /// <summary>How far it was during the last minutes; null where nothing was seen yet.</summary>
    [JsonIgnore]
    public LagHistory? History { get; init; }
}
