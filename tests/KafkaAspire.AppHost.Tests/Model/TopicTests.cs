namespace KafkaAspire.AppHost.Tests.Model;

public class TopicTests
{
    [Fact]
    public void The_same_topic_declared_differently_is_an_error_that_names_both()
    {
        var kafka = TestModel.Running().AddKafkaCluster("kafka").WithTopic("payments", 3);
        kafka.WithTopic("payments", 3);
        var error = Assert.Throws<DistributedApplicationException>(() => kafka.WithTopic("payments", 6, t => t.Retention = TimeSpan.FromDays(1)));
        Assert.Equal("topic payments of kafka is declared twice: with 3 partitions, 3 replicas, and with 6 partitions, 3 replicas, retention.ms=86400000", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("with blank")]
    [InlineData("with/slash")]
    public void A_name_that_Kafka_refuses_is_refused_at_once(string name) =>
        Assert.ThrowsAny<ArgumentException>(() => TestModel.Running().AddKafkaCluster("kafka").WithTopic(name));

    [Fact]
    public async Task One_job_of_the_brokers_image_declares_all_topics()
    {
        var builder = TestModel.Running();
        var kafka = builder.AddKafkaCluster("kafka", brokers: 3)
            .WithTopic("payments", 12, t => t.CleanupPolicy = "compact,delete")
            .WithTopic("payments.dlt");
        var job = Assert.Single(builder.Resources.OfType<ContainerResource>(), r => r.Name == "kafka-topics");
        Assert.Same(job, kafka.Resource.TopicJob);
        Assert.True(job.TryGetContainerImageName(out string? image));
        Assert.Equal("docker.io/apache/kafka:4.3.1", image);

        var context = new CommandLineArgsCallbackContext([], job);
        foreach (var callback in job.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
            await callback.Callback(context);
        Assert.Equal(["declare-topics", "payments 12 3 cleanup.policy=compact,delete", "payments.dlt 1 3"], context.Args.Skip(2).Cast<string>());
        Assert.Equal("kafka-1:9093,kafka-2:9093,kafka-3:9093", (await builder.EnvironmentAsync(job))["KAFKA_BOOTSTRAP_SERVERS"]);
    }

    [Fact]
    public async Task Whoever_refers_to_the_cluster_waits_for_the_job_even_without_saying_so()
    {
        var builder = TestModel.Running();
        var kafka = builder.AddKafkaCluster("kafka").WithTopic("payments");
        var client = builder.AddContainer("client", "image").WithReference(kafka);
        var stranger = builder.AddContainer("stranger", "image");
        await using var application = builder.Build();
        await application.CompleteAsync();

        var wait = Assert.Single(client.Resource.Annotations.OfType<WaitAnnotation>());
        Assert.Equal((kafka.Resource.TopicJob, WaitType.WaitForCompletion), (wait.Resource, wait.WaitType));
        Assert.Empty(stranger.Resource.Annotations.OfType<WaitAnnotation>());
    }

    [Fact]
    public async Task A_cluster_elsewhere_has_topics_but_nothing_that_is_started()
    {
        var builder = TestModel.Running();
        builder.Configuration["ConnectionStrings:kafka"] = "elsewhere:9092";
        var kafka = builder.AddExternalKafkaCluster("kafka").WithTopic("payments");
        var client = builder.AddContainer("client", "image").WithReference(kafka);

        Assert.Equal([client.Resource], builder.Resources.OfType<ContainerResource>());
        Assert.Equal("elsewhere:9092", (await builder.EnvironmentAsync(client.Resource))["ConnectionStrings__kafka"]);
    }
}
