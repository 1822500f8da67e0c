using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaAspire.LocalCluster;

namespace KafkaAspire.Explorer.Tests.Lag;

/// <summary>Three brokers, of which one that hangs goes on leading for as long as a test wants.</summary>
public sealed class LagFixture : IAsyncLifetime
{
    public const string Topic = "orders";
    public const int Partitions = 6;

    private ProcessCluster? _cluster;

    public ProcessCluster Cluster
    {
        get
        {
            Assert.SkipWhen(_cluster is null, TestEnvironment.KafkaMissing);
            return _cluster!;
        }
    }

    public string Brokers => Cluster.BootstrapServers;

    public async ValueTask InitializeAsync()
    {
        if (TestEnvironment.Kafka is not { } installation)
            return;
        _cluster = await ProcessCluster.StartAsync(new()
        {
            Installation = installation,
            HeapMegabytes = 300,
            Topics = [new(Topic, Partitions)],
            ExtraProperties = new Dictionary<string, string>
            {
                ["broker.session.timeout.ms"] = "600000",
                ["log.cleaner.backoff.ms"] = "500",
            },
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    public async Task<string> CreateAsync(string name, int partitions = 1, params (string Key, string Value)[] settings)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = Brokers }).Build();
        await admin.CreateTopicsAsync(
            [new TopicSpecification { Name = name, NumPartitions = partitions, ReplicationFactor = 3, Configs = settings.ToDictionary(one => one.Key, one => one.Value) }]);
        return name;
    }

    public async Task DeleteBeforeAsync(TopicPartitionOffset offset)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = Brokers }).Build();
        await admin.DeleteRecordsAsync([offset]);
    }

    /// <summary>Writes to one partition, one after the other, and returns when each was written by its timestamp.</summary>
    public async Task<List<DateTime>> WriteAsync(string topic, int partition, int messages, Func<int, string>? key = null)
    {
        using var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = Brokers, Acks = Acks.All, LingerMs = 0 }).Build();
        List<DateTime> times = [];
        for (int i = 0; i < messages; i++)
        {
            var written = await producer.ProduceAsync(new TopicPartition(topic, partition), new() { Key = key?.Invoke(i) ?? $"{i}", Value = $"message {i}" });
            times.Add(written.Timestamp.UtcDateTime);
        }
        return times;
    }

    /// <summary>Commits for a group without joining it, as a consumer does that assigns itself its partitions.</summary>
    public Task CommitAsync(string group, params TopicPartitionOffset[] offsets) => Traffic.CommitAsync(Brokers, group, offsets);
}
