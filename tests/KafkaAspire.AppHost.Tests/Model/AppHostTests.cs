using Aspire.Hosting.Testing;

namespace KafkaAspire.AppHost.Tests.Model;

public class AppHostTests
{
    [Fact]
    public async Task The_AppHost_declares_brokers_topics_ledger_producers_and_consumers()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.KafkaAspire_AppHost>(TestContext.Current.CancellationToken);
        var kafka = builder.Resources.OfType<KafkaClusterResource>().Single();
        Assert.Equal(["kafka-1", "kafka-2", "kafka-3"], kafka.Brokers.Select(b => b.Name));
        Assert.Equal(["settlements", "transactions", "transactions.dlt"], kafka.Topics.Select(t => t.TopicName).Order(StringComparer.Ordinal));
        Assert.Equal(2, Resource(builder, "producer").GetReplicaCount());
        Assert.Equal(3, Resource(builder, "consumer").GetReplicaCount());
        Assert.Contains(builder.Resources, r => r.Name == "ledger");
    }

    [Fact]
    public async Task Producers_wait_for_the_cluster_and_its_topics_and_consumers_for_the_ledger_too()
    {
        // Only who starts an application has an orchestrator to name.
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.KafkaAspire_AppHost>(
            ["--DcpPublisher:CliPath=not-started", "--DcpPublisher:DashboardPath=not-started"], TestContext.Current.CancellationToken);
        await using var application = await builder.BuildAsync(TestContext.Current.CancellationToken);
        await application.CompleteAsync();

        Assert.Equal(["kafka", "kafka-topics"], Waits("producer"));
        Assert.Equal(["kafka", "kafka-topics", "ledger", "postgres"], Waits("consumer"));
        // Topics need brokers, not the other way round: what waits in a circle never starts.
        Assert.Equal(["kafka-1", "kafka-2", "kafka-3"], Waits("kafka-topics"));
        Assert.Equal(["kafka-1", "kafka-2", "kafka-3"], Waits("kafka"));

        IEnumerable<string> Waits(string name) =>
            Resource(builder, name).Annotations.OfType<WaitAnnotation>().Select(w => w.Resource.Name).Distinct().Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_configured_connection_string_takes_the_place_of_the_brokers()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.KafkaAspire_AppHost>(
            ["--ConnectionStrings:kafka=elsewhere:9092"], TestContext.Current.CancellationToken);
        Assert.Empty(builder.Resources.OfType<KafkaServerResource>());
        Assert.DoesNotContain(builder.Resources, r => r.Name == "kafka-topics");
    }

    private static IResource Resource(IDistributedApplicationTestingBuilder builder, string name) => builder.Resources.Single(r => r.Name == name);
}
