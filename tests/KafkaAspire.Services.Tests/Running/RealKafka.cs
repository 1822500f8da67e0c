using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaAspire.Contracts;
using KafkaAspire.LocalCluster;

namespace KafkaAspire.Services.Tests.Running;

/// <summary>One broker of Apache Kafka with the app's topics, shared by the tests of a class: each makes them anew.</summary>
public sealed class RealKafka : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private ProcessCluster? _cluster;

    public string Bootstrap
    {
        get
        {
            Assert.SkipWhen(_cluster is null, "needs Apache Kafka: KAFKA_HOME is not set");
            return _cluster!.BootstrapServers;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("KAFKA_HOME") is { Length: > 0 } home)
            _cluster = await ProcessCluster.StartAsync(new() { Installation = KafkaInstallation.Find(home), Brokers = 1 });
    }

    /// <summary>Makes the app's topics, empty.</summary>
    /// <param name="deadLetterSettings">Settings of the dead-letter topic.</param>
    public async Task MakeTopicsAsync(Dictionary<string, string>? deadLetterSettings = null)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = Bootstrap }).Build();
        string[] names = [.. Topics.All.Select(topic => topic.Name)];
        if (admin.GetMetadata(Patience).Topics.Any(topic => names.Contains(topic.Topic)))
            await admin.DeleteTopicsAsync(names);
        await Until.TrueAsync(() => Task.FromResult(!admin.GetMetadata(Patience).Topics.Any(topic => names.Contains(topic.Topic))), () => "topics are not deleted");
        await admin.CreateTopicsAsync(Topics.All.Select(topic => new TopicSpecification
        {
            Name = topic.Name,
            NumPartitions = topic.Partitions,
            Configs = topic == Topics.TransactionsDeadLetter ? deadLetterSettings ?? [] : [],
        }));
    }

    /// <summary>Changes a setting of a topic.</summary>
    public async Task SetAsync(string topic, string name, string value)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = Bootstrap }).Build();
        await admin.IncrementalAlterConfigsAsync(new()
        {
            [new() { Type = ResourceType.Topic, Name = topic }] = [new() { Name = name, Value = value, IncrementalOperation = AlterConfigOpType.Set }],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }
}
