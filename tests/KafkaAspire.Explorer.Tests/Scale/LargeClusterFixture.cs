using Confluent.Kafka;
using KafkaAspire.LocalCluster;

namespace KafkaAspire.Explorer.Tests.Scale;

/// <summary>A broker with 2,000 partitions in 51 topics, and 40 groups on them of which one reads all.</summary>
public sealed class LargeClusterFixture : ClusterFixture
{
    public const string LongTopic = "long";
    public const int LongTopicPartitions = 1_000;
    public const string WideGroup = "everything";
    public const int Groups = 40;

    private const int PartitionsEach = 20;

    private static readonly TopicDeclaration[] Topics =
        [new(LongTopic, LongTopicPartitions), .. Enumerable.Range(0, 50).Select(number => new TopicDeclaration($"orders.{number:000}", PartitionsEach))];

    public static int Partitions => Topics.Sum(topic => topic.Partitions);

    protected override async Task<ILocalCluster?> StartAsync() => TestEnvironment.Kafka is { } installation
        ? await ProcessCluster.StartAsync(new()
        {
            Installation = installation,
            Brokers = 1,
            HeapMegabytes = 1024,
            Topics = Topics,
            // Indexes are made in full size beforehand.
            ExtraProperties = new Dictionary<string, string> { ["log.index.size.max.bytes"] = "65536" },
        })
        : null;

    protected override async Task FillAsync()
    {
        TopicPartition[] all = [.. Topics.SelectMany(topic => Enumerable.Range(0, topic.Partitions).Select(partition => new TopicPartition(topic.Name, partition)))];
        await WriteAsync(all);
        await CommitAsync(WideGroup, all);
        for (int group = 1; group < Groups; group++)
            await CommitAsync($"team-{group:00}", [.. all.Where(partition => partition.Topic == $"orders.{group:000}")]);
    }

    // So many to each that no two neighbours have the same; and a broker that makes two thousand logs may take its time.
    private async Task WriteAsync(TopicPartition[] partitions)
    {
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig
        {
            BootstrapServers = Cluster.BootstrapServers, Acks = Acks.All, LingerMs = 50, RequestTimeoutMs = 300_000, MessageTimeoutMs = 1_800_000,
        }).Build();
        await Task.WhenAll(partitions.SelectMany((partition, i) => Enumerable.Range(0, 1 + (i % 7)).Select(_ => producer.ProduceAsync(partition, new() { Value = "{}" }))));
    }

    private Task CommitAsync(string group, TopicPartition[] partitions) =>
        Traffic.CommitAsync(Cluster.BootstrapServers, group, [.. partitions.Select((partition, i) => new TopicPartitionOffset(partition, i % 2))]);
}
