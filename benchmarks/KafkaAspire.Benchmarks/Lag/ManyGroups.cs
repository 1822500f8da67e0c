using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace KafkaAspire.Benchmarks.Lag;

/// <summary>Topics and groups as a large cluster has them: each group has committed each partition, and lags on one topic.</summary>
/// <param name="TopicPartitions">All partitions.</param>
/// <param name="GroupIds">All groups.</param>
internal sealed record ManyGroups(IReadOnlyList<TopicPartition> TopicPartitions, IReadOnlyList<string> GroupIds)
{
    public const int Partitions = Topics * PartitionsOfTopic;
    public const int Groups = 100;

    private const int Topics = 100;
    private const int PartitionsOfTopic = 100;
    // A controller takes 10,000 records in one request, a group coordinator what fits into one batch.
    private const int TopicsAtOnce = 20;
    private const int CommitsAtOnce = 2_000;

    public static async Task<ManyGroups> CreateAsync(string brokers, Action<string> tell)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = brokers, SocketTimeoutMs = 120_000 }).Build();
        string[] topics = [.. Enumerable.Range(0, Topics).Select(number => $"orders-{number:D3}")];
        tell($"creating {Partitions} partitions");
        foreach (var some in topics.Chunk(TopicsAtOnce))
            await admin.CreateTopicsAsync(
                some.Select(topic => new TopicSpecification { Name = topic, NumPartitions = PartitionsOfTopic, ReplicationFactor = 1 }),
                new() { RequestTimeout = TimeSpan.FromMinutes(2), OperationTimeout = TimeSpan.FromMinutes(2) });
        List<TopicPartition> partitions = [.. topics.SelectMany(topic => Enumerable.Range(0, PartitionsOfTopic).Select(partition => new TopicPartition(topic, partition)))];
        tell("writing a message to each");
        WriteOne(brokers, partitions);
        string[] groups = [.. Enumerable.Range(0, Groups).Select(number => $"group-{number:D2}")];
        tell($"committing them for {Groups} groups");
        await Parallel.ForEachAsync(groups, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (group, _) =>
        {
            foreach (var some in partitions.Chunk(CommitsAtOnce))
                await admin.AlterConsumerGroupOffsetsAsync(
                    [new(group, [.. some.Select(partition => new TopicPartitionOffset(partition, partition.Topic == topics[0] ? 0 : 1))])],
                    new() { RequestTimeout = TimeSpan.FromMinutes(1) });
        });
        return new(partitions, groups);
    }

    private static void WriteOne(string brokers, List<TopicPartition> partitions)
    {
        using var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = brokers, LingerMs = 50 }).Build();
        var value = new byte[20];
        partitions.ForEach(partition => producer.Produce(partition, new() { Value = value }));
        producer.Flush(CancellationToken.None);
    }
}
