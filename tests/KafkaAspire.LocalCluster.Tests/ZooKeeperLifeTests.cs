namespace KafkaAspire.LocalCluster.Tests;

/// <summary>How clusters with ZooKeeper start and end, and who can have one; one broker each, to be quick.</summary>
public sealed class ZooKeeperLifeTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new("zookeeper ü");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Data_that_is_kept_is_taken_up_again_in_the_same_mode_only()
    {
        string data = Path.Combine(_directory.Path, "data of brokers");
        ProcessClusterOptions options = Options(LocalKafka.WithZooKeeper.Required, data) with { KeepData = true };
        await using (ProcessCluster first = await ProcessCluster.StartAsync(options, Cancel))
            await Clients.SendAsync(first, "kept", ["value"]);

        var exception = await Assert.ThrowsAsync<LocalClusterException>(() => ProcessCluster.StartAsync(options with { Metadata = MetadataStore.KRaft }, Cancel));
        Assert.Equal($"data directory '{data}' holds a cluster with its metadata in ZooKeeper, not in KRaft: use that, or another directory", exception.Message);

        await using (ProcessCluster second = await ProcessCluster.StartAsync(options with { KeepData = false }, Cancel))
            Assert.Equal(["value"], Clients.Read(second, "kept", "readers", ["value"]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(data));
    }

    [Fact]
    public async Task The_same_Kafka_runs_without_ZooKeeper_too()
    {
        ProcessClusterOptions options = Options(LocalKafka.WithZooKeeper.Required, _directory.Path) with { Metadata = MetadataStore.KRaft };
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(options, Cancel);
        Assert.EndsWith("(KRaft)", cluster.Version);
        await Clients.SendAsync(cluster, "kept", ["value"]);
        Assert.Equal(["value"], Clients.Read(cluster, "kept", "readers", ["value"]));
    }

    [Fact]
    public async Task A_ZooKeeper_that_ends_while_it_starts_is_told()
    {
        // A file where its data should be.
        _directory.File("zookeeper", "");
        var exception = await Assert.ThrowsAsync<LocalClusterException>(() =>
            ProcessCluster.StartAsync(Options(LocalKafka.WithZooKeeper.Required, _directory.Path), Cancel));
        Assert.Matches("^ZooKeeper ended with exit code [1-9][0-9]*: ", exception.Message);
    }

    [Fact]
    public async Task A_Kafka_that_has_no_such_mode_is_named()
    {
        _directory.File("libs/kafka_2.13-4.3.1.jar", "");
        var installation = new KafkaInstallation(_directory.Path, "4.3.1", "/nowhere/java", 17);
        var exception = await Assert.ThrowsAsync<LocalClusterException>(() => ProcessCluster.StartAsync(Options(installation, _directory.Path), Cancel));
        Assert.Equal($"KAFKA_HOME '{_directory.Path}' holds Kafka 4.3.1, which keeps its metadata in KRaft only: ZooKeeper needs Kafka 3.9", exception.Message);
    }

    [Fact]
    public void A_Kafka_whose_ZooKeeper_was_taken_away_is_named()
    {
        _directory.File("libs/kafka_2.13-3.9.2.jar", "");
        var installation = new KafkaInstallation(_directory.Path, "3.9.2", "/nowhere/java", 17);
        Assert.Equal(
            $"KAFKA_HOME '{_directory.Path}' has no 'libs/zookeeper-VERSION.jar': Kafka 3.9.2 comes with one",
            Assert.Throws<LocalClusterException>(installation.FindZooKeeper).Message);
        _directory.File("libs/zookeeper-jute-3.8.4.jar", "");
        _directory.File("libs/zookeeper-3.8.4.jar", "");
        Assert.Equal("3.8.4", installation.FindZooKeeper());
    }

    public void Dispose() => _directory.Dispose();

    private static ProcessClusterOptions Options(KafkaInstallation installation, string data) =>
        new() { Installation = installation, Metadata = MetadataStore.ZooKeeper, Brokers = 1, Topics = [new("kept", 2)], DataDirectory = data };
}
