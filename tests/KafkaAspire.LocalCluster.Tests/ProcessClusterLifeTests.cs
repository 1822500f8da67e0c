namespace KafkaAspire.LocalCluster.Tests;

/// <summary>How clusters of Apache Kafka start and end; one broker each, to be quick.</summary>
public sealed class ProcessClusterLifeTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new("local cluster ü");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Data_that_is_kept_is_taken_up_again_and_is_removed_when_it_is_not()
    {
        // Spaces everywhere: Program Files is full of them.
        string home = Path.Combine(_directory.Path, "kafka home");
        Directory.CreateSymbolicLink(home, LocalKafka.Current.Required.Home);
        string data = Path.Combine(_directory.Path, "data of brokers");
        var options = new ProcessClusterOptions
        {
            Installation = LocalKafka.Current.Required with { Home = home },
            Brokers = 1,
            Topics = [new("kept", 2)],
            DataDirectory = data,
            KeepData = true,
        };
        List<ProcessIdentity> brokers = [];
        await using (ProcessCluster first = await ProcessCluster.StartAsync(options, Cancel))
        {
            brokers.Add(ProcessIdentity.Of(first.Brokers[0].ProcessId!.Value)!.Value);
            Assert.Equal(1, first.ReplicationFactor);
            Assert.Equal(Path.Combine(data, "broker-1.log"), first.LogFileOf(1));
            await Clients.SendAsync(first, "kept", ["value"]);
        }
        Assert.True(Directory.Exists(data));
        await using (ProcessCluster second = await ProcessCluster.StartAsync(options with { KeepData = false }, Cancel))
        {
            brokers.Add(ProcessIdentity.Of(second.Brokers[0].ProcessId!.Value)!.Value);
            Assert.Equal(["value"], Clients.Read(second, "kept", "readers", ["value"]));
        }
        Assert.DoesNotContain(brokers, broker => broker.IsAlive);
        Assert.False(Directory.Exists(Path.Combine(data, "broker-1")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(data));
    }

    [Fact]
    public async Task A_broker_that_ends_while_it_starts_is_told_with_the_end_of_its_log()
    {
        var exception = await Assert.ThrowsAsync<LocalClusterException>(() => ProcessCluster.StartAsync(
            new ProcessClusterOptions { Installation = LocalKafka.Current.Required, Brokers = 1, HeapMegabytes = 1, DataDirectory = _directory.Path }, Cancel));
        Assert.Equal("broker 1 ended with exit code 1 while starting: Too small maximum heap", exception.Message);
        Assert.Contains("Too small maximum heap", exception.LogTail);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task A_property_that_Kafka_refuses_is_told()
    {
        var exception = await Assert.ThrowsAsync<LocalClusterException>(() => ProcessCluster.StartAsync(new ProcessClusterOptions
        {
            Installation = LocalKafka.Current.Required,
            Brokers = 1,
            DataDirectory = _directory.Path,
            ExtraProperties = new Dictionary<string, string> { ["num.io.threads"] = "many" },
        }, Cancel));
        Assert.Equal("Kafka's StorageTool ended with exit code 1: Invalid value many for configuration num.io.threads: Not a number of type INT", exception.Message);
    }

    [Fact]
    public async Task A_data_directory_that_can_not_be_made_is_told()
    {
        string file = Path.Combine(_directory.Path, "file");
        await File.WriteAllTextAsync(file, "", Cancel);
        var installation = new KafkaInstallation("/nowhere", "4.0.0", "/nowhere/java", 17);
        var exception = await Assert.ThrowsAsync<LocalClusterException>(() =>
            ProcessCluster.StartAsync(new ProcessClusterOptions { Installation = installation, DataDirectory = Path.Combine(file, "data") }, Cancel));
        Assert.StartsWith($"data directory '{Path.Combine(file, "data")}' cannot be written: ", exception.Message);
    }

    public void Dispose() => _directory.Dispose();
}
