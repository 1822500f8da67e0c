using KafkaAspire.LocalCluster;

namespace KafkaAspire.Explorer.Tests;

/// <summary>A cluster with some messages and a group that has read part of them, and an Explorer on it.</summary>
public abstract class ClusterFixture : IAsyncLifetime
{
    protected static readonly IReadOnlyList<TopicDeclaration> Topics = [new("transactions", 6), new("settlements", 2)];

    private ILocalCluster? _cluster;
    private ExplorerProcess? _explorer;

    public ILocalCluster Cluster
    {
        get
        {
            Assert.SkipWhen(_cluster is null, TestEnvironment.KafkaMissing);
            return _cluster!;
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
        _cluster = await StartAsync();
        if (_cluster is null)
            return;
        await Traffic.WriteAsync(_cluster.BootstrapServers, "transactions", messages: 600);
        Traffic.ReadAndCommit(_cluster.BootstrapServers, "transactions", "ledger", messages: 250);
        _explorer = await ExplorerProcess.StartAsync(_cluster.BootstrapServers);
    }

    public async ValueTask DisposeAsync()
    {
        if (_explorer is not null)
            await _explorer.DisposeAsync();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    protected abstract Task<ILocalCluster?> StartAsync();
}

public sealed class EmbeddedFixture : ClusterFixture
{
    protected override async Task<ILocalCluster?> StartAsync() => await EmbeddedCluster.StartAsync(new() { Topics = Topics });
}

public sealed class KafkaFixture : ClusterFixture
{
    protected override async Task<ILocalCluster?> StartAsync() => TestEnvironment.Kafka is { } installation
        ? await ProcessCluster.StartAsync(new() { Installation = installation, Topics = Topics })
        : null;
}
