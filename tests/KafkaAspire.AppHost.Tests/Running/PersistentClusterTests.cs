using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.Testing;
using Confluent.Kafka;
using KafkaAspire.Hosting.Brokers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KafkaAspire.AppHost.Tests.Running;

/// <summary>Brokers that outlive the application, and are then one that runs elsewhere.</summary>
[Collection(RunCollection.Name)]
public sealed class PersistentClusterTests : IAsyncLifetime
{
    private const string Topic = "kept";
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);

    // Names that no other run has: what is left is this test's to remove.
    private readonly string _name = $"kept{Guid.NewGuid():N}"[..12];
    private readonly string _clusterId = ClusterIds.New();
    private readonly int _port = FreePort();
    private IReadOnlyList<string> _containers = [];

    private string Brokers => $"localhost:{_port}";

    [Fact]
    public async Task A_persistent_cluster_keeps_its_container_and_its_data_and_can_be_used_as_one_that_runs_elsewhere()
    {
        await using (var first = await StartAsync(AddPersistent))
        {
            _containers = await ContainersAsync();
            using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = Brokers, Acks = Acks.All }).Build();
            await producer.ProduceAsync(Topic, new() { Value = "value" }, TestContext.Current.CancellationToken);
        }
        Assert.Single(_containers);
        Assert.Equal(_containers, await ContainersAsync());

        await using (var second = await StartAsync(AddPersistent))
            Assert.Equal("value", Read());
        Assert.Equal(_containers, await ContainersAsync());

        await using (var elsewhere = await StartAsync(AddExternal))
            Assert.Equal(Brokers, await elsewhere.GetConnectionStringAsync(_name, TestContext.Current.CancellationToken));
    }

    private void AddPersistent(IDistributedApplicationBuilder builder) =>
        builder.AddKafkaCluster(_name, brokers: 1).WithDataVolumes().WithPersistentLifetime(_port).WithTopic(Topic);

    private void AddExternal(IDistributedApplicationBuilder builder)
    {
        builder.Configuration[$"ConnectionStrings:{_name}"] = Brokers;
        builder.AddExternalKafkaCluster(_name).WithTopic(Topic);
    }

    private async Task<DistributedApplication> StartAsync(Action<IDistributedApplicationBuilder> add)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            // Its build has found the orchestrator.
            AssemblyName = "KafkaAspire.AppHost",
            // Given, so that it is not kept in the AppHost's user secrets.
            Args = [$"--Parameters:{_name}-cluster-id={_clusterId}"],
            DisableDashboard = true,
        });
        builder.Services.AddLogging(logging => logging.ClearProviders());
        add(builder);
        var application = builder.Build();
        await application.StartAsync(deadline.Token);
        await application.ResourceNotifications.WaitForResourceHealthyAsync(_name, deadline.Token);
        return application;
    }

    private string? Read()
    {
        using var consumer = new ConsumerBuilder<Null, string>(new ConsumerConfig { BootstrapServers = Brokers, GroupId = "readers", AutoOffsetReset = AutoOffsetReset.Earliest }).Build();
        consumer.Subscribe(Topic);
        string? value = consumer.Consume(TimeSpan.FromSeconds(60))?.Message.Value;
        consumer.Close();
        return value;
    }

    // The topic job's container goes with the application.
    private async Task<IReadOnlyList<string>> ContainersAsync()
    {
        var (code, output) = await ContainerEngine.RunAsync("ps", "--quiet", "--no-trunc", "--filter", $"name={_name}-1");
        Assert.True(code == 0, output);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask InitializeAsync()
    {
        string? missing = await ContainerEngine.MissingAsync();
        Assert.SkipWhen(missing is not null, missing ?? "");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (string container in _containers)
            await ContainerEngine.RunAsync("rm", "--force", container);
        if (_containers.Count == 0)
            return;
        var (_, volumes) = await ContainerEngine.RunAsync("volume", "ls", "--quiet", "--filter", $"name={_name}");
        foreach (string volume in volumes.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            await ContainerEngine.RunAsync("volume", "rm", volume);
    }
}
