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

    // Whether the cluster answers questions about groups and itself, as Kafka does and the embedded brokers don't; null until it was asked.
    private bool? _isKafka;

    /// <summary>Takes a snapshot.</summary>
    /// <param name="previous">The one before, for rates and for brokers that are gone; null if there is none.</param>
    /// <exception cref="KafkaException">No broker answers.</exception>
    public async Task<ClusterSnapshot> TakeAsync(ClusterSnapshot? previous)
    {
        var takenAt = time.GetUtcNow();
        long start = Stopwatch.GetTimestamp();
        var gaps = new List<Gap>();
        Metadata metadata;
        try
        {
            metadata = await ClusterLayout.AskAsync(admin, options.RequestTimeout);
        }
        catch (KafkaException)
        {
            // What comes back under this address may be another cluster.
            _isKafka = null;
            throw;
        }
        await LearnKindAsync();
        var identifying = IdentifyAsync(gaps);
        var finding = FindGroupsAsync(metadata, gaps);
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

    private async Task LearnKindAsync()
    {
        if (_isKafka is not null)
            return;
        try
        {
            _isKafka = await GroupList.IsAnsweredAsync(admin, options.KnownGroupIds.FirstOrDefault("kafkaaspire-explorer"), options.RequestTimeout);
        }
        catch (KafkaException)
        {
            // Not known yet: this snapshot says so where groups would be, the next one asks again.
        }
    }

    private async Task<ClusterIdentity> IdentifyAsync(List<Gap> gaps)
    {
        if (_isKafka == false)
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

    private async Task<GroupScan> FindGroupsAsync(Metadata metadata, List<Gap> gaps)
    {
        try
        {
            var scan = _isKafka switch
            {
                true => await GroupScan.ListedAsync(admin, committed, options.RequestTimeout),
                false => await GroupScan.KnownAsync(committed, options.KnownGroupIds, AllPartitions(metadata), options.RequestTimeout),
                null => new([], [new(ClusterPart.Groups, "No group coordinator answers.")]),
            };
            foreach (var gap in scan.Gaps)
                Add(gaps, gap.Part, gap.Reason);
            return scan;
        }
        catch (KafkaException e)
        {
            Add(gaps, ClusterPart.Groups, $"The groups are not known: {e.Error.Reason}.");
            return new([], []);
        }
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
