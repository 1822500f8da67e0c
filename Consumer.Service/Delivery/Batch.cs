using Confluent.Kafka;
using Consumer.Service.DeadLetters;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Kafka.Telemetry;

namespace Consumer.Service.Delivery;

/// <summary>The messages of one poll, which are handled and settled together.</summary>
internal sealed class Batch
{
    private readonly Dictionary<TopicPartition, long> _next = [];
    private readonly Dictionary<TopicPartition, long> _ends = [];

    /// <summary>What was polled: per partition the order of the log.</summary>
    public List<ConsumeResult<byte[], TransactionPayload>> Messages { get; } = [];

    /// <summary>What takes effect, in the order of <see cref="Messages"/>; filled by the handling.</summary>
    public List<HandledMessage> Handled { get; } = [];

    /// <summary>What is given up; filled by the handling.</summary>
    public List<DeadLetter> DeadLetters { get; } = [];

    /// <summary>The partitions that can't go on, from where and why. Nothing of them is in the batch any more.</summary>
    public List<(TopicPartitionOffset Position, string Reason)> Stopped { get; } = [];

    /// <summary>The spans of its sampled messages; started and ended by the loop.</summary>
    public ProcessSpans<byte[], TransactionPayload> Spans { get; } = new();

    public bool IsEmpty => _next.Count == 0;

    /// <summary>Adds what was polled.</summary>
    /// <param name="poll">Fills <see cref="Messages"/>, and tells which partitions it read to their ends.</param>
    /// <param name="settled">Where a partition goes on so far; null where that is not known.</param>
    public void Fill(Action<List<ConsumeResult<byte[], TransactionPayload>>, Action<TopicPartitionOffset>> poll, Func<TopicPartition, long?> settled)
    {
        try
        {
            poll(Messages, end => _ends[end.TopicPartition] = end.Offset.Value);
        }
        finally
        {
            MoveOn();
            // Past its last message a partition may hold markers of transactions: read, too, and not to be lagged behind for ever.
            foreach (var (partition, end) in _ends)
                if (end > (_next.TryGetValue(partition, out long next) ? next : settled(partition) ?? 0))
                    _next[partition] = end;
        }
    }

    // Messages of one partition mostly follow each other: what counts is the last before another partition's.
    private void MoveOn()
    {
        for (int i = 0; i < Messages.Count; i++)
            if (i + 1 == Messages.Count || Messages[i + 1].Partition != Messages[i].Partition)
                _next[Messages[i].TopicPartition] = Messages[i].Offset.Value + 1;
    }

    /// <summary>Where each partition goes on once this batch is settled.</summary>
    public List<TopicPartitionOffset> NextOffsets() => [.. _next.Select(next => new TopicPartitionOffset(next.Key, next.Value))];

    /// <summary>Drops what was polled from partitions that another consumer gets: nothing of it takes effect here.</summary>
    public void Drop(IReadOnlyCollection<TopicPartition> partitions)
    {
        Messages.RemoveAll(message => partitions.Contains(message.TopicPartition));
        Handled.RemoveAll(handled => partitions.Contains(handled.Message.TopicPartition));
        DeadLetters.RemoveAll(letter => partitions.Contains(letter.Message.TopicPartition));
        foreach (var partition in partitions)
        {
            _next.Remove(partition);
            _ends.Remove(partition);
        }
        Stopped.RemoveAll(stopped => partitions.Contains(stopped.Position.TopicPartition));
    }

    /// <summary>Takes a partition out that can't go on.</summary>
    public void Stop(TopicPartition partition, string reason)
    {
        if (Messages.Find(message => message.TopicPartition == partition) is not { } first)
            return;
        Drop([partition]);
        Stopped.Add((first.TopicPartitionOffset, reason));
    }

    public void Clear()
    {
        _next.Clear();
        _ends.Clear();
        Messages.Clear();
        Handled.Clear();
        DeadLetters.Clear();
        Stopped.Clear();
    }
}

/// <summary>A message and what takes effect of it.</summary>
internal readonly record struct HandledMessage(ConsumeResult<byte[], TransactionPayload> Message, Transaction Transaction);
