namespace KafkaAspire.LocalCluster.Tests;

/// <summary>A cluster of three brokers that the tests of a class share; null where it can't be had.</summary>
public abstract class ClusterFixture : IAsyncLifetime
{
    public static readonly IReadOnlyList<TopicDeclaration> Topics = [new("payments", 12), new("payments.dlt", 3), new("paid", 6)];

    private ILocalCluster? _cluster;

    /// <summary>The cluster; skips the test where there is none.</summary>
    public ILocalCluster Cluster
    {
        get
        {
            Assert.SkipWhen(_cluster is null, Missing);
            return _cluster!;
        }
    }

    public async ValueTask InitializeAsync() => _cluster = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    /// <summary>What is missing where there is no cluster.</summary>
    protected abstract string Missing { get; }

    protected abstract Task<ILocalCluster?> StartAsync();
}

public sealed class EmbeddedFixture : ClusterFixture
{
    protected override string Missing => "";

    protected override async Task<ILocalCluster?> StartAsync() => await EmbeddedCluster.StartAsync(new EmbeddedClusterOptions { Topics = Topics });
}

public sealed class KafkaFixture() : ProcessFixture(LocalKafka.Current, MetadataStore.KRaft);

public sealed class ZooKeeperFixture() : ProcessFixture(LocalKafka.WithZooKeeper, MetadataStore.ZooKeeper);

public abstract class ProcessFixture : ClusterFixture
{
    private readonly LocalKafka _kafka;
    private readonly MetadataStore _metadata;

    private protected ProcessFixture(LocalKafka kafka, MetadataStore metadata) => (_kafka, _metadata) = (kafka, metadata);

    protected override string Missing => _kafka.Missing;

    protected override async Task<ILocalCluster?> StartAsync() => _kafka.Installation is { } installation
        ? await ProcessCluster.StartAsync(new ProcessClusterOptions { Installation = installation, Metadata = _metadata, Topics = Topics })
        : null;
}
