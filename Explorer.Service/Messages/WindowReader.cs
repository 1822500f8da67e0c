using System.Diagnostics;
using Confluent.Kafka;

namespace Explorer.Service.Messages;

/// <summary>A part of a partition's log.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="From">The first offset.</param>
/// <param name="To">One past the last.</param>
internal readonly record struct LogWindow(int Partition, long From, long To)
{
    /// <summary>How many offsets it spans.</summary>
    public long Length => Math.Max(0, To - From);
}

/// <summary>Reads parts of a topic's partitions side by side, without holding them. Not thread-safe.</summary>
/// <param name="consumer">In no group, and tells the end of a partition. Disposed with this.</param>
/// <param name="topic">The topic.</param>
internal sealed class WindowReader(IConsumer<byte[]?, byte[]?> consumer, string topic) : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    // Longer than the election of a leader takes, shorter than a person waits.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Reads the windows, each in the order of its offsets.</summary>
    /// <exception cref="KafkaException">A broker refused, or nothing came for long.</exception>
    /// <exception cref="OperationCanceledException">Nobody wants more.</exception>
    public IEnumerable<ConsumeResult<byte[]?, byte[]?>> Read(IReadOnlyCollection<LogWindow> windows, CancellationToken cancellationToken)
    {
        var ends = windows.Where(window => window.Length > 0).ToDictionary(window => window.Partition, window => window.To);
        if (ends.Count == 0)
            yield break;
        consumer.Assign(windows.Where(window => window.Length > 0).Select(window => new TopicPartitionOffset(topic, window.Partition, window.From)));
        // What was paused in the windows before stays so, whatever is assigned.
        consumer.Resume(consumer.Assignment);
        long heard = Stopwatch.GetTimestamp();
        while (ends.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (consumer.Consume(Poll) is not { } record)
            {
                if (Stopwatch.GetElapsedTime(heard) > Patience)
                    throw new KafkaException(new Error(ErrorCode.Local_TimedOut, Silence(ends.Keys)));
                continue;
            }
            heard = Stopwatch.GetTimestamp();
            int partition = record.Partition.Value;
            if (!ends.TryGetValue(partition, out long end))
                continue;
            // The end comes as an event of its own: the last offsets may be markers of transactions, which are no records.
            bool isInside = !record.IsPartitionEOF && record.Offset < end;
            if (isInside)
                yield return record;
            if (!isInside || record.Offset == end - 1)
            {
                ends.Remove(partition);
                if (ends.Count > 0)
                    consumer.Pause([record.TopicPartition]);
            }
        }
        consumer.Unassign();
    }

    private static string Silence(IEnumerable<int> partitions) =>
        $"for {Patience.TotalSeconds:0} s nothing came from partition {string.Join(", ", partitions.Order().Take(5))}, as if its leader were away";

    public void Dispose() => consumer.Dispose();
}
