using Confluent.Kafka;
using KafkaAspire.Hosting.Brokers;
using KafkaAspire.Hosting.Topics;

namespace KafkaAspire.Hosting.Tests;

/// <summary>Real brokers from the environment of an encrypted cluster.</summary>
public class TlsTests
{
    private const string User = "ledger", Password = "it-is-a-secret", BrokerPassword = "between-brokers", Topic = "transactions";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Clients_that_trust_the_authority_produce_and_consume_and_no_others_come_in(bool sasl)
    {
        string identity = TlsIdentity.Create("kafka", ["kafka-1"]);
        string authority = PemText.Certificates(identity, "identity");
        var cluster = Cluster.Of(3, ClusterIds.New()) with
        {
            Tls = new(PemText.Identity(identity, "identity")),
            Sasl = sasl ? new(BrokerPassword) : null,
        };
        await using var kafka = await KafkaFromEnvironment.StartAsync(cluster);

        var (code, output) = await kafka.DeclareAsync(Job(cluster, authority, sasl), new TopicDeclaration(Topic, 3, 3, new Dictionary<string, string>()).ToArgument());
        Assert.True(code == 0, output);

        ClientConfig client = Client(cluster, authority, sasl);
        using (var producer = new ProducerBuilder<Null, string>(new ProducerConfig(Copy(client)) { Acks = Acks.All }).Build())
            await producer.ProduceAsync(Topic, new() { Value = "encrypted" }, TestContext.Current.CancellationToken);
        using var consumer = new ConsumerBuilder<Null, string>(new ConsumerConfig(Copy(client)) { GroupId = "readers", AutoOffsetReset = AutoOffsetReset.Earliest }).Build();
        consumer.Subscribe(Topic);
        Assert.Equal("encrypted", consumer.Consume(TimeSpan.FromSeconds(60))?.Message.Value);
        consumer.Close();

        Assert.Equal(3, Brokers(Copy(client)));
        Assert.Throws<KafkaException>(() => Brokers(Copy(client, c => c.SecurityProtocol = SecurityProtocol.Plaintext)));
        string stranger = PemText.Certificates(TlsIdentity.Create("kafka", ["kafka-1"]), "identity");
        Assert.Throws<KafkaException>(() => Brokers(Copy(client, c => c.SslCaPem = stranger)));
        if (sasl)
            Assert.Throws<KafkaException>(() => Brokers(Copy(client, c => c.SaslPassword = "wrong")));
    }

    private static Dictionary<string, string?> Job(ClusterSpec cluster, string authority, bool sasl)
    {
        Dictionary<string, string?> variables = new()
        {
            ["KAFKA_BOOTSTRAP_SERVERS"] = Cluster.Internal(cluster),
            ["KAFKA_CLIENT_PROPERTIES"] = $"security.protocol={SecurityProtocols.Kafka(sasl, tls: true)}",
            ["KAFKA_CLIENT_AUTHORITY"] = authority,
        };
        if (!sasl)
            return variables;
        variables["KAFKA_CLIENT_PROPERTIES"] += "\nsasl.mechanism=PLAIN\nsasl.jaas.config="
            + $"org.apache.kafka.common.security.plain.PlainLoginModule required username=\"{SaslSpec.BrokerUser}\" password=\"{BrokerPassword}\";";
        variables["KAFKA_SCRAM_USER"] = User;
        variables["KAFKA_SCRAM_PASSWORD"] = Password;
        return variables;
    }

    private static ClientConfig Client(ClusterSpec cluster, string authority, bool sasl)
    {
        var config = new ClientConfig
        {
            BootstrapServers = Cluster.Clients(cluster),
            SecurityProtocol = Enum.Parse<SecurityProtocol>(SecurityProtocols.Client(sasl, tls: true)),
            SslCaPem = authority,
        };
        if (sasl)
            (config.SaslMechanism, config.SaslUsername, config.SaslPassword) = (SaslMechanism.ScramSha512, User, Password);
        return config;
    }

    // Configurations made from one another share their settings.
    private static ClientConfig Copy(ClientConfig config, Action<ClientConfig>? change = null)
    {
        var copy = new ClientConfig(config.ToDictionary());
        change?.Invoke(copy);
        return copy;
    }

    private static int Brokers(ClientConfig config)
    {
        using var client = new AdminClientBuilder(new AdminClientConfig(config))
            .SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        return client.GetMetadata(TimeSpan.FromSeconds(10)).Brokers.Count;
    }
}
