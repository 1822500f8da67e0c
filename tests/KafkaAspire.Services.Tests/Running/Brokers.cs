using KafkaAspire.Contracts;
using KafkaAspire.LocalCluster;

namespace KafkaAspire.Services.Tests.Running;

/// <summary>Embedded brokers with the app's topics, shared by the tests of a class.</summary>
public sealed class Brokers : IAsyncLifetime
{
    private EmbeddedCluster? _cluster;

    public ILocalCluster Cluster => _cluster!;

    public async ValueTask InitializeAsync() => _cluster = await EmbeddedCluster.StartAsync(new()
    {
        Topics = [.. Topics.All.Select(topic => new TopicDeclaration(topic.Name, topic.Partitions))],
    });

    public ValueTask DisposeAsync() => _cluster!.DisposeAsync();
}
