using Confluent.Kafka;
using KafkaAspire.LocalCluster;

namespace KafkaAspire.Explorer.Tests.Scale;

/// <summary>A broker with 2,000 partitions in 51 topics, 40 groups on them of which one reads all, and an Explorer.</summary>
public sealed class LargeClusterFixture : IAsyncLifetime
{
    public const string LongTopic = "long";
    public const int LongTopicPartitions = 1_000;
    public const string WideGroup = "everything";
    public const int Groups = 40;

    private const int Topics = 50;
    private const int PartitionsEach = 20;

    private ProcessCluster? _cluster;
    private ExplorerProcess? _explorer;

    public static int Partitions => LongTopicPartitions + (Topics * PartitionsEach);

    public string Brokers
    {
        get
        {
            Assert.SkipWhen(_cluster is null, TestEnvironment.KafkaMissing);
            return _cluster!.BootstrapServers;
        }
    }

    public ExplorerProcess Explorer
    {
        get
        {
            Assert.SkipWhen(_explorer is null, TestEnvironment.KafkaMissing);
            return _explorer!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (TestEnvironment.Kafka is not { } installation)
            return;
        TopicDeclaration[] topics = [new(LongTopic, LongTopicPartitions), .. Enumerable.Range(0, Topics).Select(number => new TopicDeclaration($"orders.{number:000}", PartitionsEach))];
        _cluster = await ProcessCluster.StartAsync(new()
        {
            Installation = installation,
            Brokers = 1,
            HeapMegabytes = 1024,
            Topics = topics,
            // Indexes are made in full size beforehand.
            ExtraProperties = new Dictionary<string, string> { ["log.index.size.max.bytes"] = "65536" },
        });
        TopicPartition[] all = [.. topics.SelectMany(topic => Enumerable.Range(0, topic.Partitions).Select(partition => new TopicPartition(topic.Name, partition)))];
        await WriteAsync(all);
        Commit(WideGroup, all);
        for (int group = 1; group < Groups; group++)
            Commit($"team-{group:00}", [.. all.Where(partition => partition.Topic == $"orders.{group:000}")]);
        _explorer = await ExplorerProcess.StartAsync(Brokers);
    }

    // So many to each that no two neighbours have the same.
    private async Task WriteAsync(TopicPartition[] partitions)
    {
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = Brokers, Acks = Acks.All }).Build();
        await Task.WhenAll(partitions.SelectMany((partition, i) => Enumerable.Range(0, 1 + (i % 7)).Select(_ => producer.ProduceAsync(partition, new() { Value = "{}" }))));
    }

    private void Commit(string group, TopicPartition[] partitions)
    {
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = Brokers, GroupId = group, EnableAutoCommit = false }).Build();
        consumer.Commit(partitions.Select((partition, i) => new TopicPartitionOffset(partition, i % 2)));
    }

    public async ValueTask DisposeAsync()
    {
        if (_explorer is not null)
            await _explorer.DisposeAsync();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }
}
