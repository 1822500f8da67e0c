using Confluent.Kafka;
using KafkaAspire.ServiceDefaults.Hosting;

namespace KafkaAspire.ServiceDefaults.Kafka.DeadLetters;

/// <summary>The dead-letter topic as it is when the replay begins: letters, and receipts of those that went back.</summary>
public sealed class LetterLog
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly IConsumer<byte[]?, byte[]?> _consumer;
    private readonly List<(TopicPartition Partition, WatermarkOffsets Range)> _partitions;

    /// <summary>Notes where the topic ends.</summary>
    /// <param name="consumer">A consumer that reads committed records only and tells the end of a partition.</param>
    /// <param name="admin">Knows the partitions.</param>
    /// <param name="topic">The dead-letter topic.</param>
    /// <exception cref="ServiceSettingException">There is no such topic.</exception>
    /// <exception cref="KafkaException">No broker answers.</exception>
    public LetterLog(IConsumer<byte[]?, byte[]?> consumer, IAdminClient admin, string topic)
    {
        _consumer = consumer;
        var metadata = admin.GetMetadata(topic, Patience).Topics.Single();
        if (metadata.Error.IsError)
            throw new ServiceSettingException($"--topic \"{topic}\" can't be read: {metadata.Error.Reason}");
        _partitions = metadata.Partitions
            .Select(partition => new TopicPartition(topic, partition.PartitionId))
            .Select(partition => (partition, consumer.QueryWatermarkOffsets(partition, Patience)))
            .ToList();
    }

    /// <summary>Reads every record once more, partition by partition, without holding them.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="KafkaException">A broker refused, or none answered.</exception>
    public IEnumerable<ConsumeResult<byte[]?, byte[]?>> Read(CancellationToken cancellationToken)
    {
        foreach (var (partition, range) in _partitions)
        {
            if (range.Low == range.High)
                continue;
            _consumer.Assign(new TopicPartitionOffset(partition, range.Low));
            // The end comes as an event of its own: the last offsets may be markers of transactions, which are no records.
            while (_consumer.Consume(cancellationToken) is { IsPartitionEOF: false } record && record.Offset < range.High)
                yield return record;
        }
        _consumer.Unassign();
    }
}
