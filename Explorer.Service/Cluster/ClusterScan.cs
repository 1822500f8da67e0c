using System.Diagnostics;
using Confluent.Kafka;

namespace KafkaAspire.Explorer.Cluster;

/// <summary>
/// Takes one snapshot of the cluster: metadata, then groups and offsets side by side. The number of requests grows with brokers and groups,
/// never with partitions. One scan at a time.
/// </summary>
/// <param name="admin">Asks the cluster.</param>
/// <param name="committed">Asks for what groups have committed.</param>
/// <param name="options">How long to wait, and which groups to look for.</param>
/// <param name="time">The clock.</param>
internal sealed class ClusterScan(IAdminClient admin, CommittedOffsets committed, ExplorerOptions options, TimeProvider time)
{
    private const string NotTold = "This cluster does not tell its controller and racks.";

    /// <summary>Takes a snapshot.</summary>
    /// <param name="previous">The one before, for rates and for brokers that are gone; null if there is none.</param>
    /// <exception cref="KafkaException">No broker answers.</exception>
    public async Task<ClusterSnapshot> TakeAsync(ClusterSnapshot? previous)
    {
        var takenAt = time.GetUtcNow();
        long start = Stopwatch.GetTimestamp();
        var gaps = new List<Gap>();
        var metadata = await ClusterLayout.AskAsync(admin, options.RequestTimeout);
        var list = await ListGroupsAsync(metadata);
        var identifying = IdentifyAsync(list, gaps);
        var finding = FindGroupsAsync(list, metadata, gaps);
        var offsets = await LogOffsets.AskAsync(admin, metadata, options.RequestTimeout);
        var identity = await identifying;
        var groups = await finding;
        if (offsets.Summary is { } summary)
            Add(gaps, ClusterPart.Offsets, summary);

        var topics = ClusterLayout.Topics(metadata, offsets, previous, takenAt);
        var brokers = ClusterLayout.Brokers(metadata, identity.Racks, topics, previous);
        return new(
            takenAt, Stopwatch.GetElapsedTime(start).TotalMilliseconds, identity.ClusterId, identity.Controller, brokers, topics, groups.WithLag(offsets), gaps);
    }

    private async Task<GroupList> ListGroupsAsync(Metadata metadata)
    {
        if (committed.IsPlain)
            return await GroupList.AskAsync(metadata.Brokers, options.RequestTimeout);
        try
        {
            return await GroupList.AskAsync(admin, options.RequestTimeout);
        }
        catch (KafkaException e)
        {
            return new(true, [], $"The groups are not known: {e.Error.Reason}.");
        }
    }

    private async Task<ClusterIdentity> IdentifyAsync(GroupList list, List<Gap> gaps)
    {
        if (!list.IsAnswered)
        {
            Add(gaps, ClusterPart.Controller, NotTold);
            return ClusterIdentity.Unknown;
        }
        try
        {
            var identity = await ClusterIdentity.AskAsync(admin, committed.IsPlain, options.RequestTimeout);
            if (!committed.IsPlain)
                Add(gaps, ClusterPart.Controller, "The controller is not asked for: brokers tell it only over a plain-text listener here.");
            return identity;
        }
        catch (KafkaException e)
        {
            Add(gaps, ClusterPart.Controller, $"The controller is not known: {e.Error.Reason}.");
            return ClusterIdentity.Unknown;
        }
    }

    private async Task<GroupScan> FindGroupsAsync(GroupList list, Metadata metadata, List<Gap> gaps)
    {
        var scan = list.IsAnswered
            ? await GroupScan.ListedAsync(list, admin, committed, options.RequestTimeout)
            : await GroupScan.KnownAsync(committed, options.KnownGroupIds, AllPartitions(metadata), options.RequestTimeout);
        foreach (var gap in scan.Gaps)
            Add(gaps, gap.Part, gap.Reason);
        return scan;
    }

    private static void Add(List<Gap> gaps, ClusterPart part, string reason)
    {
        lock (gaps)
            gaps.Add(new(part, reason));
    }

    private static List<TopicPartition> AllPartitions(Metadata metadata) =>
        [.. from topic in metadata.Topics
            from partition in topic.Partitions
            select new TopicPartition(topic.Topic, partition.PartitionId)];
}
