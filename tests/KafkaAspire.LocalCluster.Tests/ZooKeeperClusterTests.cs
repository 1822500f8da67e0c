using Confluent.Kafka;

namespace KafkaAspire.LocalCluster.Tests;

/// <summary>A cluster of the last Kafka that can keep its metadata in ZooKeeper, doing so.</summary>
public sealed class ZooKeeperClusterTests(ZooKeeperFixture fixture) : ClusterContract(fixture), IClassFixture<ZooKeeperFixture>
{
    [Fact]
    public void It_says_what_it_is_and_has_three_replicas()
    {
        Assert.Equal(3, Cluster.ReplicationFactor);
        KafkaInstallation installation = LocalKafka.WithZooKeeper.Required;
        Assert.Equal($"Apache Kafka {installation.KafkaVersion} (ZooKeeper {installation.FindZooKeeper()})", Cluster.Version);
        foreach (TopicMetadata topic in Clients.Metadata(Cluster).Topics.Where(topic => ClusterFixture.Topics.Any(declared => declared.Name == topic.Topic)))
            Assert.All(topic.Partitions, partition => Assert.Equal([1, 2, 3], partition.Replicas.Order()));
    }
}
