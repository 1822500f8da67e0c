using Confluent.Kafka;

namespace KafkaAspire.Services.Tests.Running;

/// <summary>Reads topics with a client that shares nothing with the app.</summary>
internal static class LogReader
{
    /// <summary>The message at one place.</summary>
    public static ConsumeResult<byte[], byte[]> ReadAt(string brokers, string topic, int partition, long offset)
    {
        using var consumer = Build(brokers);
        consumer.Assign(new TopicPartitionOffset(topic, partition, offset));
        return consumer.Consume(TimeSpan.FromSeconds(30)) ?? throw new TimeoutException($"nothing at {topic} {partition}:{offset}");
    }

    /// <summary>Everything that a topic holds now.</summary>
    public static List<ConsumeResult<byte[], byte[]>> ReadAll(string brokers, string topic, int partitions)
    {
        using var consumer = Build(brokers);
        var messages = new List<ConsumeResult<byte[], byte[]>>();
        for (int partition = 0; partition < partitions; partition++)
        {
            var place = new TopicPartition(topic, partition);
            var range = consumer.QueryWatermarkOffsets(place, TimeSpan.FromSeconds(30));
            if (range.High == range.Low)
                continue;
            consumer.Assign(new TopicPartitionOffset(place, range.Low));
            ConsumeResult<byte[], byte[]>? message = null;
            // The end, not the last message: a transaction's marker takes the last offset of a partition.
            while (message is not { IsPartitionEOF: true })
            {
                message = consumer.Consume(TimeSpan.FromSeconds(30)) ?? throw new TimeoutException($"{place} ends before {range.High}");
                if (!message.IsPartitionEOF)
                    messages.Add(message);
            }
        }
        return messages;
    }

    private static IConsumer<byte[], byte[]> Build(string brokers) => new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig
    {
        BootstrapServers = brokers,
        GroupId = $"test-{Guid.NewGuid():N}",
        EnableAutoCommit = false,
        EnablePartitionEof = true,
        AutoOffsetReset = AutoOffsetReset.Error,
    }).Build();
}
