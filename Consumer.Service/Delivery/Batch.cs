using Confluent.Kafka;
using KafkaAspire.Contracts;

namespace Consumer.Service.Delivery;

/// <summary>The messages of one poll, which are settled together.</summary>
internal sealed class Batch
{
    public List<ConsumeResult<byte[], TransactionPayload>> Messages { get; } = [];

    public bool IsEmpty => Messages.Count == 0;

    /// <summary>The messages that are transactions, in the order in which they were polled: per partition the order of the log.</summary>
    public IEnumerable<ConsumeResult<byte[], TransactionPayload>> Transactions => Messages.Where(message => message.Message.Value.Transaction is not null);

    /// <summary>The messages that are none.</summary>
    public IEnumerable<ConsumeResult<byte[], TransactionPayload>> Rejected => Messages.Where(message => message.Message.Value.Transaction is null);

    /// <summary>Where each partition goes on once this batch is settled.</summary>
    public List<TopicPartitionOffset> NextOffsets() => Messages
        .GroupBy(message => message.TopicPartition)
        .Select(partition => new TopicPartitionOffset(partition.Key, partition.Max(message => message.Offset.Value) + 1))
        .ToList();

    /// <summary>Drops what was polled from partitions that another consumer gets: nothing of it has been processed.</summary>
    public void Drop(IReadOnlyCollection<TopicPartition> partitions) => Messages.RemoveAll(message => partitions.Contains(message.TopicPartition));

    public void Clear() => Messages.Clear();
}
