using KafkaAspire.Hosting.Brokers;

namespace KafkaAspire.AppHost.Tests.Model;

public class TlsTests
{
    private static readonly string[] Kinds = ["Producer", "Consumer", "Admin"];

    [Fact]
    public async Task Clients_trust_the_authority_of_the_certificate_that_every_broker_was_given()
    {
        var builder = TestModel.Running();
        var kafka = builder.AddKafkaCluster("kafka", brokers: 3).WithTopic("payments").WithTls();
        kafka.Resource.Brokers.ToList().ForEach(b => TestModel.Allocate(b, 40_001));
        var client = builder.AddContainer("client", "image").WithReference(kafka);
        await using var application = builder.Build();
        await application.CompleteAsync();

        var brokers = await Task.WhenAll(kafka.Resource.Brokers.Select(b => builder.EnvironmentAsync(b)));
        string identity = Assert.Single(brokers.Select(b => b["KAFKA_SSL_KEYSTORE_KEY"]).Distinct());
        Assert.All(brokers, b => Assert.Equal("CLIENT:SSL,INTERNAL:SSL,CONTROLLER:SSL", b["KAFKA_LISTENER_SECURITY_PROTOCOL_MAP"]));

        string authority = PemText.Certificates(identity, "identity");
        var variables = await builder.EnvironmentAsync(client.Resource);
        Assert.All(Kinds, kind => Assert.Equal("Ssl", variables[$"Aspire__Confluent__Kafka__{kind}__Config__SecurityProtocol"]));
        Assert.All(Kinds, kind => Assert.Equal(authority, variables[$"Aspire__Confluent__Kafka__{kind}__Config__SslCaPem"]));
        var job = await builder.EnvironmentAsync(kafka.Resource.TopicJob!);
        Assert.Equal(("security.protocol=SSL", authority), (job["KAFKA_CLIENT_PROPERTIES"], job["KAFKA_CLIENT_AUTHORITY"]));
        Assert.DoesNotContain(variables.Values.Concat(job.Values), value => value.Contains("PRIVATE KEY"));
    }

    [Fact]
    public async Task With_SASL_what_logs_in_is_encrypted_in_whatever_order_it_is_asked_for()
    {
        var builder = TestModel.Running();
        var password = builder.AddParameter("kafka-password", "secret-of-clients", secret: true);
        builder.Configuration["Parameters:kafka-broker-password"] = "secret-of-brokers";
        var kafka = builder.AddKafkaCluster("kafka").WithTls().WithSasl("ledger", password);
        kafka.Resource.Brokers.ToList().ForEach(b => TestModel.Allocate(b, 40_001));
        var client = builder.AddContainer("client", "image").WithReference(kafka);
        await using var application = builder.Build();
        await application.CompleteAsync();

        var variables = await builder.EnvironmentAsync(client.Resource);
        Assert.Equal("SaslSsl", variables["Aspire__Confluent__Kafka__Producer__Config__SecurityProtocol"]);
        Assert.Equal("ledger", variables["Aspire__Confluent__Kafka__Producer__Config__SaslUsername"]);
        Assert.StartsWith("-----BEGIN CERTIFICATE-----\n", variables["Aspire__Confluent__Kafka__Producer__Config__SslCaPem"]);
        Assert.StartsWith("security.protocol=SASL_SSL\n", (await builder.EnvironmentAsync(kafka.Resource.TopicJob!))["KAFKA_CLIENT_PROPERTIES"]);
    }

    [Fact]
    public async Task A_certificate_of_ones_own_is_used_and_one_without_a_key_is_named()
    {
        var builder = TestModel.Running();
        string own = TlsIdentity.Create("kafka", ["kafka-1"]);
        var good = builder.AddKafkaCluster("kafka", brokers: 1).WithTls(builder.AddParameter("own", own, secret: true));
        var bad = builder.AddKafkaCluster("other", brokers: 1).WithTls(builder.AddParameter("half", PemText.Certificates(own, "own"), secret: true));
        TestModel.Allocate(good.Resource.Brokers[0], 40_001);
        TestModel.Allocate(bad.Resource.Brokers[0], 40_002);

        Assert.Equal(PemText.Identity(own, "own"), (await builder.EnvironmentAsync(good.Resource.Brokers[0]))["KAFKA_SSL_KEYSTORE_KEY"]);
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => builder.EnvironmentAsync(bad.Resource.Brokers[0]));
        Assert.StartsWith("parameter half holds 2 CERTIFICATE: expected in PEM one unencrypted PKCS #8 key", error.Message);
    }

    [Fact]
    public async Task A_deployment_is_given_its_certificate_as_a_parameter()
    {
        var builder = TestModel.Publishing();
        var kafka = builder.AddKafkaCluster("kafka", brokers: 1).WithTls();
        Assert.Equal("{kafka-tls.value}", (await builder.EnvironmentAsync(kafka.Resource.Brokers[0]))["KAFKA_SSL_KEYSTORE_KEY"]);
        Assert.Contains(builder.Resources.OfType<ParameterResource>(), p => p is { Name: "kafka-tls", Secret: true });
        Assert.Contains(builder.Resources.OfType<ParameterResource>(), p => p is { Name: "kafka-tls-authority", Secret: false });
    }
}
