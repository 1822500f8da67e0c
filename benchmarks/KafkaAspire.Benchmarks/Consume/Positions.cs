using Confluent.Kafka;

namespace KafkaAspire.Benchmarks.Consume;

/// <summary>Where a consumer goes on.</summary>
internal static class Positions
{
    /// <summary>The next offset of each partition that a batch has messages of.</summary>
    public static List<TopicPartitionOffset> After<TKey, TValue>(string topic, List<ConsumeResult<TKey, TValue>> batch)
    {
        var next = new Dictionary<int, long>();
        foreach (var message in batch)
            next[message.Partition.Value] = message.Offset.Value + 1;
        return [.. next.Select(one => new TopicPartitionOffset(topic, one.Key, one.Value))];
    }
}
