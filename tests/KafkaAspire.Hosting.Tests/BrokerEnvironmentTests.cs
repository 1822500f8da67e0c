using KafkaAspire.Hosting.Brokers;

namespace KafkaAspire.Hosting.Tests;

public class BrokerEnvironmentTests
{
    [Fact]
    public void Each_node_has_its_own_id_and_address_and_all_name_the_same_voters()
    {
        var cluster = Cluster.Of(3, ClusterIds.New());
        var nodes = cluster.Nodes.Select(node => BrokerEnvironment.For(cluster, node)).ToList();

        Assert.Equal(["1", "2", "3"], nodes.Select(n => n["KAFKA_NODE_ID"]));
        Assert.Equal(3, nodes.Select(n => n["KAFKA_ADVERTISED_LISTENERS"]).Distinct().Count());
        Assert.Single(nodes.Select(n => n["KAFKA_CONTROLLER_QUORUM_VOTERS"]).Distinct());
        Assert.Equal(["1", "2", "3"], nodes[0]["KAFKA_CONTROLLER_QUORUM_VOTERS"].Split(',').Select(v => v.Split('@')[0]));
        Assert.All(nodes, n => Assert.Equal("broker,controller", n["KAFKA_PROCESS_ROLES"]));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 2, 1)]
    [InlineData(3, 3, 2)]
    [InlineData(5, 3, 2)]
    public void Replication_follows_the_number_of_brokers(int brokers, int replicas, int minInSync) =>
        Assert.Equal(new(replicas, minInSync), ReplicationFactors.For(brokers));

    [Fact]
    public void A_topic_is_never_created_by_accident()
    {
        var cluster = Cluster.Of(1, ClusterIds.New());
        Assert.Equal("false", BrokerEnvironment.For(cluster, cluster.Nodes[0])["KAFKA_AUTO_CREATE_TOPICS_ENABLE"]);
    }

    [Fact]
    public void A_controller_of_its_own_offers_nothing_to_clients_and_brokers_do_not_vote()
    {
        var cluster = Cluster.Of(2, ClusterIds.New());
        var controller = cluster.Nodes[1] with { Id = 1001, Roles = NodeRoles.Controller };
        cluster = cluster with { Nodes = [cluster.Nodes[0] with { Roles = NodeRoles.Broker }, controller] };

        var variables = BrokerEnvironment.For(cluster, controller);
        Assert.Equal("controller", variables["KAFKA_PROCESS_ROLES"]);
        Assert.DoesNotContain("KAFKA_ADVERTISED_LISTENERS", variables.Keys);
        Assert.StartsWith("CONTROLLER://", variables["KAFKA_LISTENERS"]);
        Assert.Equal($"1001@{controller.ControllerAddress}", BrokerEnvironment.For(cluster, cluster.Nodes[0])["KAFKA_CONTROLLER_QUORUM_VOTERS"]);
    }

    [Fact]
    public void With_ZooKeeper_there_is_no_word_of_KRaft()
    {
        var cluster = Cluster.Of(3, ClusterIds.New()) with { ZooKeeper = "zookeeper:2181" };
        var variables = BrokerEnvironment.For(cluster, cluster.Nodes[2]);

        Assert.Equal("3", variables["KAFKA_BROKER_ID"]);
        Assert.Equal("zookeeper:2181", variables["KAFKA_ZOOKEEPER_CONNECT"]);
        Assert.DoesNotContain(variables.Keys, key => key.Contains("CONTROLLER") || key.Contains("ROLES") || key.Contains("NODE_ID"));
        Assert.DoesNotContain("CONTROLLER", variables["KAFKA_LISTENERS"] + variables["KAFKA_LISTENER_SECURITY_PROTOCOL_MAP"]);
    }

    [Fact]
    public void Ids_of_clusters_are_sixteen_bytes_and_stay_with_a_name()
    {
        for (int i = 0; i < 1_000; i++)
            foreach (string id in (string[])[ClusterIds.New(), ClusterIds.From($"app-{i}/kafka")])
            {
                Assert.Equal(22, id.Length);
                Assert.NotEqual('-', id[0]);
                Assert.Equal(16, Convert.FromBase64String(id.Replace('-', '+').Replace('_', '/') + "==").Length);
            }
        Assert.Equal(ClusterIds.From("app/kafka"), ClusterIds.From("app/kafka"));
        Assert.NotEqual(ClusterIds.From("app/kafka"), ClusterIds.From("app/other"));
    }
}
