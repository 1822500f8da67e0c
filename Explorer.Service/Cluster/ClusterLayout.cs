using Confluent.Kafka;

namespace Explorer.Service.Cluster;

/// <summary>Brokers, topics, partitions, leaders and replicas, out of the cluster's metadata.</summary>
internal static class ClusterLayout
{
    public static IReadOnlyList<Topic> Topics(Metadata metadata, LogOffsets offsets, ClusterSnapshot? previous, DateTimeOffset now)
    {
        var before = previous?.Topics.ToDictionary(topic => topic.Name);
        double seconds = previous is null ? 0 : (now - previous.TakenAt).TotalSeconds;
        return
        [
            .. from topic in metadata.Topics
               orderby topic.Topic.StartsWith("__", StringComparison.Ordinal), topic.Topic
               let partitions = topic.Partitions.OrderBy(partition => partition.PartitionId).Select(partition => Partition(topic.Topic, partition, offsets)).ToList()
               select new Topic(
                   topic.Topic, partitions, Rate(partitions, before?.GetValueOrDefault(topic.Topic), seconds), topic.Error.IsError ? topic.Error.Reason : null),
        ];
    }

    private static Partition Partition(string topic, PartitionMetadata partition, LogOffsets offsets)
    {
        var key = new TopicPartition(topic, partition.PartitionId);
        long? first = offsets.First(key), end = offsets.End(key);
        return new(
            partition.PartitionId, partition.Leader < 0 ? null : partition.Leader, partition.Replicas, partition.InSyncReplicas, first, end,
            first is not null && end is not null ? null : partition.Leader < 0 ? "no leader" : offsets.Trouble(key));
    }

    private static double? Rate(List<Partition> now, Topic? before, double seconds)
    {
        if (before is null || seconds <= 0 || before.Partitions.Count != now.Count)
            return null;
        long written = 0;
        for (int i = 0; i < now.Count; i++)
            written += Math.Max(0, now[i].EndOffset - before.Partitions[i].EndOffset ?? 0);
        return written / seconds;
    }

    private static void Count(IReadOnlyList<int> ids, Dictionary<int, int> into)
    {
        for (int i = 0; i < ids.Count; i++)
            into[ids[i]] = into.GetValueOrDefault(ids[i]) + 1;
    }

    /// <summary>The brokers that metadata lists, and as down those that partitions name or that were up before.</summary>
    public static IReadOnlyList<Broker> Brokers(
        Metadata metadata, IReadOnlyDictionary<int, string?> racks, IReadOnlyList<Topic> topics, ClusterSnapshot? previous)
    {
        Dictionary<int, int> leads = [], replicas = [], inSync = [];
        foreach (var partition in topics.SelectMany(topic => topic.Partitions))
        {
            if (partition.Leader is { } leader)
                leads[leader] = leads.GetValueOrDefault(leader) + 1;
            Count(partition.Replicas, replicas);
            Count(partition.InSync, inSync);
        }
        var up = metadata.Brokers.ToDictionary(broker => broker.BrokerId);
        var before = previous?.Brokers.ToDictionary(broker => broker.Id) ?? [];
        return
        [
            .. from id in up.Keys.Union(replicas.Keys).Union(before.Keys).Where(id => id >= 0).Order()
               let now = up.GetValueOrDefault(id)
               let last = before.GetValueOrDefault(id)
               select new Broker(
                   id, now?.Host ?? last?.Host, now?.Port ?? last?.Port, racks.GetValueOrDefault(id) ?? last?.Rack, now is not null,
                   leads.GetValueOrDefault(id), replicas.GetValueOrDefault(id), inSync.GetValueOrDefault(id)),
        ];
    }
}
