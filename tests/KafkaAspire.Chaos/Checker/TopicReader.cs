using Confluent.Kafka;

namespace KafkaAspire.Chaos.Checker;

/// <summary>Reads a topic from its beginning to its end with a bare client.</summary>
internal sealed class TopicReader(string bootstrapServers)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Every record that a reader of an isolation level sees, per partition in the order of the log.</summary>
    public IEnumerable<ConsumeResult<byte[]?, byte[]?>> Read(string topic, IsolationLevel isolation = IsolationLevel.ReadCommitted)
    {
        using var consumer = Connect(isolation);
        var partitions = PartitionsOf(topic);
        consumer.Assign(partitions.Select(partition => new TopicPartitionOffset(partition, Offset.Beginning)));
        var left = partitions.ToHashSet();
        while (left.Count > 0)
        {
            var result = consumer.Consume(Patience) ?? throw new CommandLine.ChaosException($"{topic} can't be read to its end: nothing came for {Patience.TotalSeconds:0} s");
            if (result.IsPartitionEOF)
                left.Remove(result.TopicPartition);
            else
                yield return result;
        }
    }

    /// <summary>Where a group goes on in each partition of a topic; 0 where it has committed nothing.</summary>
    public IReadOnlyDictionary<int, long> CommittedBy(string topic)
    {
        using var consumer = Connect(IsolationLevel.ReadCommitted);
        return consumer.Committed(PartitionsOf(topic), Patience).ToDictionary(found => found.Partition.Value, found => Math.Max(0, found.Offset.Value));
    }

    /// <summary>Where each partition of a topic ends.</summary>
    public IReadOnlyDictionary<int, long> EndsOf(string topic)
    {
        using var consumer = Connect(IsolationLevel.ReadCommitted);
        return PartitionsOf(topic).ToDictionary(partition => partition.Partition.Value, partition => consumer.QueryWatermarkOffsets(partition, Patience).High.Value);
    }

    private List<TopicPartition> PartitionsOf(string topic)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrapServers }).SetLogHandler((_, _) => { }).Build();
        return admin.GetMetadata(topic, Patience).Topics[0].Partitions.ConvertAll(partition => new TopicPartition(topic, partition.PartitionId));
    }

    // The group's offsets are asked for under its name; it is never joined.
    private IConsumer<byte[]?, byte[]?> Connect(IsolationLevel isolation) => new ConsumerBuilder<byte[]?, byte[]?>(new ConsumerConfig
    {
        BootstrapServers = bootstrapServers,
        GroupId = Services.ServiceSettings.Group,
        IsolationLevel = isolation,
        EnableAutoCommit = false,
        EnablePartitionEof = true,
        AutoOffsetReset = AutoOffsetReset.Earliest,
        FetchQueueBackoffMs = 5,
    }).SetLogHandler((_, _) => { }).Build();
}
