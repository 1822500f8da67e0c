using Aspire.Hosting.Testing;
using Confluent.Kafka;
using KafkaAspire.Hosting.Brokers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KafkaAspire.AppHost.Tests.Running;

/// <summary>A cluster that encrypts and lets nobody in without a login, in containers.</summary>
[Collection(RunCollection.Name)]
public sealed class SecureClusterTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Brokers_topic_job_and_health_check_find_each_other_and_a_plaintext_client_does_not()
    {
        string? missing = await ContainerEngine.MissingAsync();
        Assert.SkipWhen(missing is not null, missing ?? "");
        using var deadline = new CancellationTokenSource(Deadline);
        // A name of its own, and everything given, so that nothing is kept in user secrets.
        string name = $"tls{Guid.NewGuid():N}"[..12];
        string identity = TlsIdentity.Create(name, [$"{name}-1", $"{name}-2", $"{name}-3"]);
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            AssemblyName = "KafkaAspire.AppHost",
            Args = [$"--Parameters:{name}-cluster-id={ClusterIds.New()}", $"--Parameters:{name}-broker-password=between-brokers"],
            DisableDashboard = true,
        });
        builder.Services.AddLogging(logging => logging.ClearProviders());
        builder.AddKafkaCluster(name, brokers: 3)
            .WithTls(builder.AddParameter("identity", identity, secret: true))
            .WithSasl("ledger", builder.AddParameter("login", "it-is-a-secret", secret: true))
            .WithTopic("payments", 3);
        await using var application = builder.Build();
        await application.StartAsync(deadline.Token);
        await application.ResourceNotifications.WaitForResourceHealthyAsync(name, deadline.Token);

        var secure = new ClientConfig
        {
            BootstrapServers = await application.GetConnectionStringAsync(name, deadline.Token),
            SecurityProtocol = SecurityProtocol.SaslSsl,
            SslCaPem = PemText.Certificates(identity, "identity"),
            SaslMechanism = SaslMechanism.ScramSha512,
            SaslUsername = "ledger",
            SaslPassword = "it-is-a-secret",
        };
        var metadata = MetadataOf(secure);
        Assert.Equal(3, metadata.Brokers.Count);
        Assert.Equal(3, metadata.Topics.Single(topic => topic.Topic == "payments").Partitions.Count);
        Assert.Throws<KafkaException>(() => MetadataOf(new() { BootstrapServers = secure.BootstrapServers }));
    }

    private static Metadata MetadataOf(ClientConfig config)
    {
        using var client = new AdminClientBuilder(new AdminClientConfig(config)).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        return client.GetMetadata(TimeSpan.FromSeconds(15));
    }
}
