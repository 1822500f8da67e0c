using Confluent.Kafka;

namespace KafkaAspire.Explorer.Tests;

/// <summary>Producers and consumers for the Explorer to see.</summary>
internal static class Traffic
{
    public static async Task WriteAsync(string brokers, string topic, int messages)
    {
        using var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = brokers, Acks = Acks.All }).Build();
        await Task.WhenAll(Enumerable.Range(0, messages).Select(i =>
            producer.ProduceAsync(topic, new() { Key = $"account-{i % 40}", Value = $"<script>alert({i})</script>" })));
    }

    public static void ReadAndCommit(string brokers, string topic, string group, int messages)
    {
        using var consumer = Join(brokers, topic, group);
        for (int read = 0; read < messages;)
            if (consumer.Poll(TimeSpan.FromMinutes(1)) is not null)
                read++;
        // Partitions of which nothing was read, too: without a commit a partition has no lag.
        consumer.Commit(consumer.Assignment.Select(partition => new TopicPartitionOffset(partition, Math.Max(0, consumer.Position(partition).Value))));
        consumer.Close();
    }

    /// <summary>Commits for a group without joining it, as a consumer does that assigns itself its partitions; a coordinator that only begins its work is asked again.</summary>
    public static Task CommitAsync(string brokers, string group, params TopicPartitionOffset[] offsets) =>
        CommitAsync(new ClientConfig { BootstrapServers = brokers }, group, offsets);

    /// <summary>The same, with a login.</summary>
    public static async Task CommitAsync(ClientConfig client, string group, params TopicPartitionOffset[] offsets)
    {
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig(client.ToDictionary()) { GroupId = group, EnableAutoCommit = false }).Build();
        await Eventually.TrueAsync(() => Task.FromResult(IsCommitted(consumer, offsets)), $"the commit of {group}");
    }

    private static bool IsCommitted(IConsumer<Ignore, Ignore> consumer, TopicPartitionOffset[] offsets)
    {
        try
        {
            consumer.Commit(offsets);
            return true;
        }
        catch (KafkaException e) when (e.Error.Code is ErrorCode.GroupLoadInProgress or ErrorCode.GroupCoordinatorNotAvailable or ErrorCode.NotCoordinatorForGroup
            or ErrorCode.Local_WaitCoord or ErrorCode.Local_TimedOut or ErrorCode.RequestTimedOut or ErrorCode.Local_Transport)
        {
            return false;
        }
    }

    public static IConsumer<string, string> Join(string brokers, string topic, string group, GroupProtocol protocol = GroupProtocol.Classic)
    {
        var consumer = new ConsumerBuilder<string, string>(new ConsumerConfig
        {
            BootstrapServers = brokers, GroupId = group, ClientId = "reader-1", AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false,
            GroupProtocol = protocol,
        }).Build();
        consumer.Subscribe(topic);
        return consumer;
    }

    /// <summary>The message at one place, read by a client other than the Explorer.</summary>
    public static ConsumeResult<byte[], byte[]> ReadAt(string brokers, string topic, int partition, long offset)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig { BootstrapServers = brokers, GroupId = $"test-{Guid.NewGuid():N}" }).Build();
        consumer.Assign(new TopicPartitionOffset(topic, partition, offset));
        return consumer.Consume(TimeSpan.FromMinutes(1)) ?? throw new TimeoutException($"nothing at {topic} {partition}:{offset}");
    }

    /// <summary>What a client other than the Explorer says of a group: committed and end offset of each partition.</summary>
    public static Dictionary<int, (long Committed, long End)> Ask(string brokers, string topic, string group, int partitions)
    {
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = brokers, GroupId = group }).Build();
        var timeout = TimeSpan.FromMinutes(1);
        var all = Enumerable.Range(0, partitions).Select(id => new TopicPartition(topic, id)).ToList();
        return consumer.Committed(all, timeout).Where(one => one.Offset.Value >= 0)
            .ToDictionary(one => one.Partition.Value, one => (one.Offset.Value, consumer.QueryWatermarkOffsets(one.TopicPartition, timeout).High.Value));
    }
}
