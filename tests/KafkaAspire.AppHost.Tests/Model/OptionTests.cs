namespace KafkaAspire.AppHost.Tests.Model;

public class OptionTests
{
    [Fact]
    public async Task ZooKeeper_takes_an_image_that_can_and_a_container_of_its_own()
    {
        var builder = TestModel.Running();
        var kafka = builder.AddKafkaCluster("kafka", brokers: 3).WithTopic("payments").WithZooKeeper();
        kafka.Resource.Brokers.ToList().ForEach(b => TestModel.Allocate(b, 40_001));
        Assert.Contains(builder.Resources, r => r.Name == "kafka-zookeeper");
        Assert.All([.. kafka.Resource.Brokers, kafka.Resource.TopicJob!], (ContainerResource c) =>
        {
            Assert.True(c.TryGetContainerImageName(out string? image));
            Assert.StartsWith("docker.io/confluentinc/cp-kafka:7.9", image);
        });
        var variables = await builder.EnvironmentAsync(kafka.Resource.Brokers[1]);
        Assert.Equal(("2", "kafka-zookeeper:2181"), (variables["KAFKA_BROKER_ID"], variables["KAFKA_ZOOKEEPER_CONNECT"]));
        Assert.DoesNotContain("KAFKA_PROCESS_ROLES", variables.Keys);
    }

    [Theory]
    [InlineData("apache/kafka", "4.0.0", "Kafka 4.0.0 has no ZooKeeper mode any more")]
    [InlineData("apache/kafka", "3.9.1", "starts every version in KRaft mode")]
    [InlineData("confluentinc/cp-kafka", "8.0.0", "is Kafka 4")]
    public void ZooKeeper_is_refused_where_there_is_none_in_whatever_order_it_is_asked_for(string image, string tag, string reason)
    {
        var later = TestModel.Running().AddKafkaCluster("kafka").WithZooKeeper();
        Assert.Contains(reason, Assert.Throws<DistributedApplicationException>(() => later.WithImage(image, tag)).Message);
        var first = TestModel.Running().AddKafkaCluster("kafka").WithImage(image, tag);
        Assert.Contains(reason, Assert.Throws<DistributedApplicationException>(() => first.WithZooKeeper()).Message);
    }

    [Fact]
    public async Task With_SASL_clients_get_user_and_password_as_settings()
    {
        var builder = TestModel.Running();
        var password = builder.AddParameter("kafka-password", "secret-of-clients", secret: true);
        builder.Configuration["Parameters:kafka-broker-password"] = "secret-of-brokers";
        var kafka = builder.AddKafkaCluster("kafka").WithSasl("ledger", password);
        kafka.Resource.Brokers.ToList().ForEach(b => TestModel.Allocate(b, 40_001));
        var client = builder.AddContainer("client", "image").WithReference(kafka);
        await using var application = builder.Build();
        await application.CompleteAsync();

        var variables = await builder.EnvironmentAsync(client.Resource);
        foreach (string kind in (string[])["Producer", "Consumer", "Admin"])
        {
            string section = $"Aspire__Confluent__Kafka__{kind}__Config__";
            Assert.Equal(("SaslPlaintext", "ScramSha512"), (variables[section + "SecurityProtocol"], variables[section + "SaslMechanism"]));
            Assert.Equal(("ledger", "secret-of-clients"), (variables[section + "SaslUsername"], variables[section + "SaslPassword"]));
        }

        var broker = await builder.EnvironmentAsync(kafka.Resource.Brokers[0]);
        Assert.Contains("user_broker=\"secret-of-brokers\"", broker["KAFKA_LISTENER_NAME_INTERNAL_PLAIN_SASL_JAAS_CONFIG"]);
        Assert.DoesNotContain(broker.Values, value => value.Contains("secret-of-clients"));
        var job = await builder.EnvironmentAsync(kafka.Resource.TopicJob!);
        Assert.Equal(("ledger", "secret-of-clients"), (job["KAFKA_SCRAM_USER"], job["KAFKA_SCRAM_PASSWORD"]));
    }

    [Fact]
    public async Task Kafka_UI_shows_one_cluster_with_all_brokers()
    {
        var builder = TestModel.Running();
        builder.AddKafkaCluster("kafka", brokers: 3).WithKafkaUI();
        var ui = builder.Resources.OfType<KafkaUIContainerResource>().Single();
        var variables = await builder.EnvironmentAsync(ui);
        Assert.Equal("kafka-1:9093,kafka-2:9093,kafka-3:9093", variables["KAFKA_CLUSTERS_0_BOOTSTRAPSERVERS"]);
        Assert.DoesNotContain("KAFKA_CLUSTERS_1_NAME", variables.Keys);
    }

    [Fact]
    public void An_even_number_of_controllers_is_refused() =>
        Assert.Throws<ArgumentException>(() => TestModel.Running().AddKafkaCluster("kafka").WithDedicatedControllers(2));
}
