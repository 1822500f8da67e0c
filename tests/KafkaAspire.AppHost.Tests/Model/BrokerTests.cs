namespace KafkaAspire.AppHost.Tests.Model;

public class BrokerTests
{
    [Fact]
    public async Task Each_broker_has_its_own_id_and_advertises_the_port_that_it_was_given()
    {
        var builder = TestModel.Running();
        var kafka = builder.AddKafkaCluster("kafka", brokers: 3);
        for (int i = 0; i < 3; i++)
            TestModel.Allocate(kafka.Resource.Brokers[i], 40_001 + i);

        for (int i = 0; i < 3; i++)
        {
            var variables = await builder.EnvironmentAsync(kafka.Resource.Brokers[i]);
            Assert.Equal($"{i + 1}", variables["KAFKA_NODE_ID"]);
            Assert.Equal($"CLIENT://localhost:{40_001 + i},INTERNAL://kafka-{i + 1}:9093", variables["KAFKA_ADVERTISED_LISTENERS"]);
            Assert.Equal("1@kafka-1:9094,2@kafka-2:9094,3@kafka-3:9094", variables["KAFKA_CONTROLLER_QUORUM_VOTERS"]);
            Assert.Equal(("3", "2"), (variables["KAFKA_DEFAULT_REPLICATION_FACTOR"], variables["KAFKA_MIN_INSYNC_REPLICAS"]));
        }
    }

    [Fact]
    public async Task One_id_marks_all_brokers_of_a_cluster()
    {
        var builder = TestModel.Running();
        var kafka = builder.AddKafkaCluster("kafka", brokers: 2);
        kafka.Resource.Brokers.ToList().ForEach(b => TestModel.Allocate(b, 40_001));
        var first = await builder.EnvironmentAsync(kafka.Resource.Brokers[0]);
        var second = await builder.EnvironmentAsync(kafka.Resource.Brokers[1]);
        Assert.Equal(22, first["CLUSTER_ID"].Length);
        Assert.Equal(first["CLUSTER_ID"], second["CLUSTER_ID"]);
    }

    [Fact]
    public async Task The_connection_string_lists_all_brokers_as_the_one_that_asks_reaches_them()
    {
        var builder = TestModel.Running();
        var kafka = builder.AddKafkaCluster("kafka", brokers: 3);
        for (int i = 0; i < 3; i++)
            TestModel.Allocate(kafka.Resource.Brokers[i], 40_001 + i);
        var program = builder.AddExecutable("program", "program", ".").WithReference(kafka);
        var container = builder.AddContainer("container", "image").WithReference(kafka);

        Assert.Equal("localhost:40001,localhost:40002,localhost:40003", (await builder.EnvironmentAsync(program.Resource))["ConnectionStrings__kafka"]);
        Assert.Equal("kafka-1:9093,kafka-2:9093,kafka-3:9093", (await builder.EnvironmentAsync(container.Resource))["ConnectionStrings__kafka"]);
    }

    [Fact]
    public void No_health_check_of_Aspires_own_is_left_on_a_broker()
    {
        var kafka = TestModel.Running().AddKafkaCluster("kafka", brokers: 2);
        Assert.All(kafka.Resource.Brokers, broker => Assert.Equal([$"{broker.Name}_broker"], broker.Annotations.OfType<HealthCheckAnnotation>().Select(h => h.Key)));
    }

    [Fact]
    public async Task More_than_five_brokers_leave_the_vote_to_three_controllers()
    {
        var builder = TestModel.Running();
        var kafka = builder.AddKafkaCluster("kafka", brokers: 6);
        kafka.Resource.Brokers.ToList().ForEach(b => TestModel.Allocate(b, 40_001));
        var broker = await builder.EnvironmentAsync(kafka.Resource.Brokers[5]);
        Assert.Equal("broker", broker["KAFKA_PROCESS_ROLES"]);
        Assert.Equal("1001@kafka-controller-1:9094,1002@kafka-controller-2:9094,1003@kafka-controller-3:9094", broker["KAFKA_CONTROLLER_QUORUM_VOTERS"]);
        var controller = builder.Resources.OfType<ContainerResource>().Single(r => r.Name == "kafka-controller-2");
        Assert.Equal("1002", (await builder.EnvironmentAsync(controller))["KAFKA_NODE_ID"]);
    }

    [Fact]
    public void A_persistent_cluster_has_fixed_ports_with_nothing_between()
    {
        var kafka = TestModel.Running().AddKafkaCluster("kafka", brokers: 3).WithPersistentLifetime(port: 29_092);
        var endpoints = kafka.Resource.Brokers.Select(b => b.Annotations.OfType<EndpointAnnotation>().Single(e => e.Name == "tcp")).ToList();
        Assert.Equal([29_092, 29_093, 29_094], endpoints.Select(e => e.Port!.Value));
        Assert.All(endpoints, e => Assert.False(e.IsProxied));
        Assert.All(kafka.Resource.Brokers, b => Assert.Equal(ContainerLifetime.Persistent, b.Annotations.OfType<ContainerLifetimeAnnotation>().Last().Lifetime));
    }

    [Fact]
    public async Task Settings_and_replication_reach_every_broker()
    {
        var builder = TestModel.Running();
        var kafka = builder.AddKafkaCluster("kafka", brokers: 3).WithReplication(2, 1).WithBrokerSetting("log.retention.ms", "1000").WithDataVolumes();
        kafka.Resource.Brokers.ToList().ForEach(b => TestModel.Allocate(b, 40_001));
        foreach (var broker in kafka.Resource.Brokers)
        {
            var variables = await builder.EnvironmentAsync(broker);
            Assert.Equal(("2", "1", "1000"), (variables["KAFKA_DEFAULT_REPLICATION_FACTOR"], variables["KAFKA_MIN_INSYNC_REPLICAS"], variables["KAFKA_LOG_RETENTION_MS"]));
            Assert.Equal("/var/lib/kafka/data", variables["KAFKA_LOG_DIRS"]);
            Assert.Single(broker.Annotations.OfType<ContainerMountAnnotation>());
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => kafka.WithReplication(4, 2));
    }
}
