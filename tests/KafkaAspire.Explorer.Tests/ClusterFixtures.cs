using KafkaAspire.LocalCluster;

namespace KafkaAspire.Explorer.Tests;

/// <summary>A cluster with something in it, and an Explorer on it; tests skip where there is no Apache Kafka for it.</summary>
public abstract class ClusterFixture : IAsyncLifetime
{
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
        await FillAsync();
        _explorer = await ExplorerProcess.StartAsync(_cluster.BootstrapServers, Settings);
    }

    public async ValueTask DisposeAsync()
    {
        if (_explorer is not null)
            await _explorer.DisposeAsync();
        await EmptyAsync();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    /// <summary>What the Explorer is told beside the brokers.</summary>
    public virtual (string, string)[] Settings => [];

    /// <summary>The brokers; null where they can't be had.</summary>
    protected abstract Task<ILocalCluster?> StartAsync();

    /// <summary>Puts something into the cluster before the Explorer looks at it.</summary>
    protected abstract Task FillAsync();

    /// <summary>Ends what <see cref="FillAsync"/> started.</summary>
    protected virtual Task EmptyAsync() => Task.CompletedTask;
}

/// <summary>Some messages, and a group that has read part of them.</summary>
public abstract class ReadClusterFixture : ClusterFixture
{
    protected static readonly IReadOnlyList<TopicDeclaration> Topics = [new("transactions", 6), new("settlements", 2)];

    protected override async Task FillAsync()
    {
        await Traffic.WriteAsync(Cluster.BootstrapServers, "transactions", messages: 600);
        Traffic.ReadAndCommit(Cluster.BootstrapServers, "transactions", "ledger", messages: 250);
    }
}

public sealed class EmbeddedFixture : ReadClusterFixture
{
    protected override async Task<ILocalCluster?> StartAsync() => await EmbeddedCluster.StartAsync(new() { Topics = Topics });
}

public sealed class KafkaFixture : ReadClusterFixture
{
    protected override async Task<ILocalCluster?> StartAsync() => TestEnvironment.Kafka is { } installation
        ? await ProcessCluster.StartAsync(new() { Installation = installation, Topics = Topics })
        : null;
}
