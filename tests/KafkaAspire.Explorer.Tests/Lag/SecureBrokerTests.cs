using Confluent.Kafka;

namespace KafkaAspire.Explorer.Tests.Lag;

/// <summary>The Explorer's own wire on brokers that speak TLS and want a login, by the settings that librdkafka takes.</summary>
public sealed class SecureBrokerTests(SecureBroker broker) : IClassFixture<SecureBroker>
{
    [Theory]
    [InlineData(SecurityProtocol.SaslSsl, SaslMechanism.Plain)]
    [InlineData(SecurityProtocol.SaslSsl, SaslMechanism.ScramSha256)]
    [InlineData(SecurityProtocol.SaslSsl, SaslMechanism.ScramSha512)]
    [InlineData(SecurityProtocol.SaslPlaintext, SaslMechanism.ScramSha256)]
    [InlineData(SecurityProtocol.Ssl, null)]
    public async Task Groups_lag_and_controller_are_told(SecurityProtocol protocol, SaslMechanism? mechanism)
    {
        Assert.SkipWhen(TestEnvironment.Kafka is null, TestEnvironment.KafkaMissing);
        string brokers = protocol switch { SecurityProtocol.SaslSsl => broker.Login, SecurityProtocol.Ssl => broker.Mutual, _ => broker.PlainText };
        string topic = $"secret-{protocol}-{mechanism}";
        void Secure(ClientConfig config)
        {
            (config.BootstrapServers, config.SecurityProtocol, config.SaslMechanism) = (brokers, protocol, mechanism);
            if (protocol != SecurityProtocol.SaslPlaintext)
                config.SslCaPem = broker.Authority;
            if (mechanism is not null)
                (config.SaslUsername, config.SaslPassword) = (SecureBroker.User, SecureBroker.Password);
            else
                (config.SslCertificatePem, config.SslKeyPem) = (broker.Client, broker.Client);
        }

        var client = new ClientConfig();
        Secure(client);
        using (var producer = new ProducerBuilder<Null, string>(new ProducerConfig(client.ToDictionary()) { Acks = Acks.All }).Build())
            for (int i = 0; i < 5; i++)
                await producer.ProduceAsync(topic, new() { Value = "secret" }, TestContext.Current.CancellationToken);
        await Traffic.CommitAsync(client, topic, new TopicPartitionOffset(topic, 0, 2));

        using var monitor = new Monitor(brokers, new(), Secure);
        var snapshot = await monitor.UntilAsync(one => one.Groups.Any(group => group.Id == topic && group.TimeLag is not null), "the group's time lag");
        Assert.Empty(snapshot.Gaps);
        Assert.Equal(1, snapshot.Controller);
        Assert.Equal(3, snapshot.Groups.Single(group => group.Id == topic).Lag);
    }

    [Fact]
    public async Task Who_is_not_let_in_is_told_why()
    {
        Assert.SkipWhen(TestEnvironment.Kafka is null, TestEnvironment.KafkaMissing);
        await Eventually.TrueAsync(async () =>
        {
            using var monitor = new Monitor(broker.Login, new(), Login);
            try
            {
                return (await monitor.ScanAsync()).Brokers.Count == 1;
            }
            catch (KafkaException)
            {
                return false;
            }
        }, "the broker lets the right one in");
        Assert.Contains("invalid credentials", await RefusalAsync(broker.Login, config => config.SaslPassword = "wrong"));
        Assert.Contains("certificate", await RefusalAsync(broker.Login, config => config.SslCaPem = SecureBroker.Stranger()));
        // The certificate is for the name only.
        string byAddress = broker.Login.Replace("localhost", "127.0.0.1", StringComparison.Ordinal);
        Assert.Contains("certificate", await RefusalAsync(byAddress, _ => { }));
    }

    private async Task<string> RefusalAsync(string brokers, Action<ClientConfig> change)
    {
        using var monitor = new Monitor(brokers, new(), config =>
        {
            Login(config);
            change(config);
        });
        return (await Assert.ThrowsAsync<KafkaException>(monitor.ScanAsync)).Error.Reason;
    }

    private void Login(ClientConfig config)
    {
        (config.SecurityProtocol, config.SaslMechanism) = (SecurityProtocol.SaslSsl, SaslMechanism.ScramSha512);
        (config.SaslUsername, config.SaslPassword, config.SslCaPem) = (SecureBroker.User, SecureBroker.Password, broker.Authority);
    }
}
