using System.Diagnostics;
using Confluent.Kafka;

namespace KafkaAspire.LocalCluster.Tests;

public sealed class ProcessClusterTests(KafkaFixture fixture) : ClusterContract(fixture), IClassFixture<KafkaFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Topics_have_three_replicas()
    {
        Assert.Equal(3, Cluster.ReplicationFactor);
        Assert.Equal($"Apache Kafka {LocalKafka.Current.Required.KafkaVersion} (KRaft)", Cluster.Version);
        foreach (TopicMetadata topic in Clients.Metadata(Cluster).Topics.Where(topic => ClusterFixture.Topics.Any(declared => declared.Name == topic.Topic)))
            Assert.All(topic.Partitions, partition => Assert.Equal([1, 2, 3], partition.Replicas.Order()));
    }

    [Fact]
    public async Task Each_broker_is_a_process_and_one_that_dies_by_itself_is_noticed()
    {
        Assert.Equal(3, Cluster.Brokers.Select(broker => broker.ProcessId).Distinct().Count());
        LocalBroker broker = Cluster.Brokers[2];
        using (var process = Process.GetProcessById(broker.ProcessId!.Value))
            process.Kill();
        await Eventually.TrueAsync(() => !broker.IsUp, "the broker is down");
        Assert.Null(broker.ProcessId);
        await Cluster.StartBrokerAsync(broker.Id, Cancel);
        Assert.True(broker.IsUp);
    }

    [Fact]
    public async Task Starting_a_broker_whose_port_was_taken_says_so()
    {
        LocalBroker broker = Cluster.Brokers[0];
        await Cluster.KillBrokerAsync(broker.Id, Cancel);
        using (var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, broker.Port))
        {
            other.Start();
            var exception = await Assert.ThrowsAsync<LocalClusterException>(() => Cluster.StartBrokerAsync(broker.Id, Cancel));
            Assert.Equal($"broker 1 cannot listen on 127.0.0.1:{broker.Port}: another process uses the port", exception.Message);
        }
        await Cluster.StartBrokerAsync(broker.Id, Cancel);
    }
}
