using Confluent.Kafka;

namespace Explorer.Service.Cluster;

/// <summary>First and end offset of every partition, or why they are missing.</summary>
/// <param name="ranges">What is known of each partition.</param>
internal sealed class LogOffsets(IReadOnlyDictionary<TopicPartition, LogRange> ranges)
{
    /// <summary>The partitions whose end is known.</summary>
    public IEnumerable<TopicPartition> Answered => ranges.Where(range => range.Value.End is not null).Select(range => range.Key);

    public bool Exists(TopicPartition partition) => ranges.ContainsKey(partition);

    public long? First(TopicPartition partition) => ranges.GetValueOrDefault(partition).First;

    public long? End(TopicPartition partition) => ranges.GetValueOrDefault(partition).End;

    /// <summary>When the leader told the end; null for a partition that is not there.</summary>
    public DateTimeOffset? AnsweredAt(TopicPartition partition) => ranges.TryGetValue(partition, out var range) ? range.At : null;

    public string Trouble(TopicPartition partition) => ranges.GetValueOrDefault(partition).Trouble ?? "the leader did not answer";

    /// <summary>What to say above the topics when offsets are missing; null if none is.</summary>
    public string? Summary
    {
        get
        {
            var troubles = ranges.Values.Select(range => range.Trouble).OfType<string>().ToList();
            return troubles.Count == 0 ? null
                : $"The offsets of {troubles.Count} partition{(troubles.Count == 1 ? " is" : "s are")} missing: {string.Join("; ", troubles.Distinct().Take(3))}.";
        }
    }
}

/// <summary>First and end offset of a partition.</summary>
/// <param name="First">The offset of the oldest message that is kept; null if it is not known.</param>
/// <param name="End">The offset that the next message gets (the high watermark); null if it is not known.</param>
/// <param name="At">When the leader answered.</param>
/// <param name="Trouble">Why one of them is missing; null if none is.</param>
internal readonly record struct LogRange(long? First, long? End, DateTimeOffset At, string? Trouble);
