using Confluent.Kafka;

namespace KafkaAspire.LocalCluster.Tests;

public sealed class EmbeddedClusterTests(EmbeddedFixture fixture) : ClusterContract(fixture), IClassFixture<EmbeddedFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_one_process_that_ends_with_it()
    {
        ProcessIdentity host;
        await using (EmbeddedCluster cluster = await EmbeddedCluster.StartAsync(new EmbeddedClusterOptions { Brokers = 1 }, Cancel))
        {
            Assert.Equal("embedded", cluster.Kind);
            Assert.Matches(@"^librdkafka \d+\.\d+\.\d+ mock cluster$", cluster.Version);
            Assert.Equal(1, cluster.ReplicationFactor);
            host = ProcessIdentity.Of(cluster.HostProcessId)!.Value;
            Assert.True(host.IsAlive);
        }
        Assert.False(host.IsAlive);
    }

    [Fact]
    public async Task Brokers_that_all_go_come_back_in_any_order()
    {
        await using EmbeddedCluster cluster = await EmbeddedCluster.StartAsync(new EmbeddedClusterOptions { Topics = [new("t", 6)] }, Cancel);
        await Clients.SendAsync(cluster, "t", ["kept"]);
        foreach (int id in (int[])[2, 1, 3])
            await cluster.KillBrokerAsync(id, Cancel);
        Assert.All(cluster.Brokers, broker => Assert.False(broker.IsUp));
        // The last to go is not the first to come: nobody is left who knows the others.
        foreach (int id in (int[])[1, 3, 2])
        {
            await cluster.StartBrokerAsync(id, Cancel);
            Assert.Equal(cluster.Brokers.Where(broker => broker.IsUp).Select(broker => broker.Id), Clients.Metadata(cluster).Brokers.Select(broker => broker.BrokerId).Order());
        }
        Assert.Equal(["kept"], Clients.Read(cluster, "t", "readers", ["kept"]));
    }

    [Fact]
    public async Task What_was_read_before_leadership_moved_can_be_committed_afterwards()
    {
        await using EmbeddedCluster cluster = await EmbeddedCluster.StartAsync(new EmbeddedClusterOptions { Topics = [new("t", 3)] }, Cancel);
        await Clients.SendAsync(cluster, "t", ["a", "b", "c", "d"]);
        using IConsumer<string, string> consumer = Clients.Consumer(cluster, "committers");
        consumer.Subscribe("t");
        List<ConsumeResult<string, string>> read = [];
        while (read.Count < 4)
            if (Clients.Poll(consumer, Clients.Deadline) is { Message: not null } result)
                read.Add(result);
        await cluster.KillBrokerAsync(1, Cancel);
        consumer.Commit(read.Select(result => new TopicPartitionOffset(result.TopicPartition, result.Offset + 1, result.LeaderEpoch))
            .GroupBy(offset => offset.TopicPartition).Select(partition => partition.MaxBy(offset => offset.Offset.Value)));
        consumer.Close();
    }

    [Fact]
    public async Task A_number_of_brokers_that_is_not_allowed_is_refused()
    {
        var exception = await Assert.ThrowsAsync<LocalClusterException>(() => EmbeddedCluster.StartAsync(new EmbeddedClusterOptions { Brokers = 0 }, Cancel));
        Assert.Equal("0 brokers: allowed are 1 to 9", exception.Message);
    }

    [Fact]
    public async Task When_its_process_is_killed_its_brokers_are_down_and_that_is_said()
    {
        await using EmbeddedCluster cluster = await EmbeddedCluster.StartAsync(new EmbeddedClusterOptions(), Cancel);
        using (var host = System.Diagnostics.Process.GetProcessById(cluster.HostProcessId))
            host.Kill();
        await Eventually.TrueAsync(() => cluster.Brokers.All(broker => !broker.IsUp), "no broker is up");
        var exception = await Assert.ThrowsAsync<LocalClusterException>(() => cluster.StartBrokerAsync(1, Cancel));
        Assert.Contains("ended", exception.Message);
    }
}
