using KafkaAspire.Contracts;
using KafkaAspire.LocalCluster;

namespace KafkaAspire.Services.Tests.Telemetry;

/// <summary>One broker with the app's topics: Apache Kafka where <c>KAFKA_HOME</c> is set, else an embedded one.</summary>
public sealed class TelemetryBrokers : IAsyncLifetime
{
    private ILocalCluster? _cluster;

    public string Bootstrap => _cluster!.BootstrapServers;

    public async ValueTask InitializeAsync()
    {
        TopicDeclaration[] topics = [.. Topics.All.Select(topic => new TopicDeclaration(topic.Name, topic.Partitions))];
        _cluster = Environment.GetEnvironmentVariable("KAFKA_HOME") is { Length: > 0 } home
            ? await ProcessCluster.StartAsync(new() { Installation = KafkaInstallation.Find(home), Brokers = 1, Topics = topics })
            : await EmbeddedCluster.StartAsync(new() { Brokers = 1, Topics = topics });
    }

    public ValueTask DisposeAsync() => _cluster!.DisposeAsync();
}
