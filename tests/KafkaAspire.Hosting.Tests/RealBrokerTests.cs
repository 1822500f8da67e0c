using Confluent.Kafka;
using KafkaAspire.Hosting.Brokers;
using KafkaAspire.Hosting.Topics;

namespace KafkaAspire.Hosting.Tests;

public class RealBrokerTests
{
    private static readonly Dictionary<string, string> Compacted = new() { ["cleanup.policy"] = "compact,delete", ["retention.ms"] = "60000" };

    [Fact]
    public async Task Three_brokers_form_one_cluster_and_topics_are_created_widened_and_never_shrunk()
    {
        var cluster = Cluster.Of(3, ClusterIds.New());
        await using var kafka = await KafkaFromEnvironment.StartAsync(cluster);
        var environment = new Dictionary<string, string?> { ["KAFKA_BOOTSTRAP_SERVERS"] = Cluster.Internal(cluster) };

        var (code, output) = await kafka.DeclareAsync(environment, Declaration("transactions", 6), Declaration("accounts", 3, Compacted));
        Assert.True(code == 0, output);
        using var client = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = Cluster.Clients(cluster) }).SetLogHandler((_, _) => { }).Build();
        var metadata = client.GetMetadata(TimeSpan.FromSeconds(30));
        // What the metadata says of the brokers is what each of them advertises to those who came in through the clients' listener.
        Assert.Equal(cluster.Nodes.Select(n => n.ClientAddress), metadata.Brokers.OrderBy(b => b.BrokerId).Select(b => $"{b.Host}:{b.Port}"));
        Assert.All(metadata.Topics.Single(t => t.Topic == "transactions").Partitions, p => Assert.Equal(3, p.Replicas.Length));
        string described = await kafka.ToolAsync("kafka-topics", "--bootstrap-server", Cluster.Clients(cluster), "--describe", "--topic", "accounts");
        Assert.Contains("min.insync.replicas=2", described);
        Assert.Contains("retention.ms=60000", described);

        (code, output) = await kafka.DeclareAsync(environment, Declaration("transactions", 12), Declaration("accounts", 3, Compacted));
        Assert.True(code == 0, output);
        Assert.Contains("topic transactions widened: 6 -> 12 partitions", output);
        Assert.Contains("topic accounts is there: 3 partitions", output);

        (code, output) = await kafka.DeclareAsync(environment, Declaration("transactions", 4), Declaration("accounts", 3, new() { ["retention.ms"] = "1" }));
        Assert.Equal(1, code);
        Assert.Contains("error: topic transactions: declared with 4 partitions, there with 12", output);
        Assert.Contains("error: topic accounts: declared with retention.ms=1, there with 60000", output);
        Assert.Equal(12, client.GetMetadata("transactions", TimeSpan.FromSeconds(30)).Topics.Single().Partitions.Count);
    }

    [Fact]
    public async Task With_SASL_nobody_comes_in_without_the_user_that_the_job_creates()
    {
        const string brokerPassword = "between-brokers", user = "ledger", password = "it-is-a-secret";
        var cluster = Cluster.Of(3, ClusterIds.New()) with { Sasl = new(brokerPassword) };
        await using var kafka = await KafkaFromEnvironment.StartAsync(cluster);

        var (code, output) = await kafka.DeclareAsync(
            new()
            {
                ["KAFKA_BOOTSTRAP_SERVERS"] = Cluster.Internal(cluster),
                ["KAFKA_CLIENT_PROPERTIES"] = "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nsasl.jaas.config="
                    + $"org.apache.kafka.common.security.plain.PlainLoginModule required username=\"{SaslSpec.BrokerUser}\" password=\"{brokerPassword}\";",
                ["KAFKA_SCRAM_USER"] = user,
                ["KAFKA_SCRAM_PASSWORD"] = password,
            },
            Declaration("transactions", 3));
        Assert.True(code == 0, output);

        Assert.Equal(3, Brokers(cluster, new() { SecurityProtocol = SecurityProtocol.SaslPlaintext, SaslMechanism = SaslMechanism.ScramSha512, SaslUsername = user, SaslPassword = password }));
        Assert.Throws<KafkaException>(() => Brokers(
            cluster, new() { SecurityProtocol = SecurityProtocol.SaslPlaintext, SaslMechanism = SaslMechanism.ScramSha512, SaslUsername = user, SaslPassword = "wrong" }));
        Assert.Throws<KafkaException>(() => Brokers(cluster, new()));
    }

    private static int Brokers(ClusterSpec cluster, AdminClientConfig config)
    {
        config.BootstrapServers = Cluster.Clients(cluster);
        using var client = new AdminClientBuilder(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        return client.GetMetadata(TimeSpan.FromSeconds(10)).Brokers.Count;
    }

    private static string Declaration(string name, int partitions, Dictionary<string, string>? settings = null) =>
        new TopicDeclaration(name, partitions, 3, settings ?? []).ToArgument();
}
