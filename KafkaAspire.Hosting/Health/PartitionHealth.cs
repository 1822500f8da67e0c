using Aspire.Hosting;
using Confluent.Kafka;

namespace KafkaAspire.Hosting.Health;

/// <summary>What keeps partitions from being written.</summary>
internal static class PartitionHealth
{
    private const int Shown = 3;

    /// <summary>A topic's partitions without a leader or with too few in-sync replicas.</summary>
    public static IEnumerable<string> Troubles(TopicMetadata topic, int minInSync)
    {
        foreach (var partition in topic.Partitions)
            if (partition.Leader < 0)
                yield return $"{topic.Topic}-{partition.PartitionId} has no leader";
            else if (partition.InSyncReplicas.Length < Math.Min(minInSync, partition.Replicas.Length))
                yield return $"{topic.Topic}-{partition.PartitionId} has {partition.InSyncReplicas.Length} in-sync replicas, {minInSync} are needed";
    }

    /// <summary>A declared topic that is not there, or has fewer partitions than declared.</summary>
    public static IEnumerable<string> Missing(KafkaTopicResource declared, Metadata metadata)
    {
        var there = metadata.Topics.FirstOrDefault(t => t.Topic == declared.TopicName);
        if (there is null)
            yield return $"topic {declared.TopicName} is not there; declared with {declared.Declaration}";
        else if (there.Partitions.Count < declared.Partitions)
            yield return $"topic {declared.TopicName} has {there.Partitions.Count} partitions, {declared.Partitions} are declared";
    }

    /// <summary>A few troubles, and how many more there are.</summary>
    public static string Summary(IReadOnlyList<string> troubles) => troubles.Count <= Shown
        ? string.Join("; ", troubles)
        : $"{string.Join("; ", troubles.Take(Shown))} and {troubles.Count - Shown} more";
}
