using Aspire.Hosting.Testing;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KafkaAspire.AppHost.Tests.Running;

/// <summary>The AppHost, started with real containers, on data of its own.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(8);

    // Disposing it disposes what it has built.
    private readonly IDistributedApplicationTestingBuilder _builder;
    private readonly DistributedApplication _application;

    private readonly Instances _instances;

    private RunningApp(IDistributedApplicationTestingBuilder builder, DistributedApplication application) =>
        (_builder, _application, _instances) = (builder, application, new(application.ResourceNotifications));

    /// <summary>Starts it and waits until everything that the AppHost starts by itself is healthy.</summary>
    /// <param name="change">Changes the model before.</param>
    public static async Task<RunningApp> StartAsync(Action<IDistributedApplicationTestingBuilder>? change = null)
    {
        using var deadline = new CancellationTokenSource(StartDeadline);
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.KafkaAspire_AppHost>(deadline.Token);
        // A test leaves the data of the developer's own runs alone.
        foreach (var container in builder.Resources.OfType<ContainerResource>())
            foreach (var volume in container.Annotations.OfType<ContainerMountAnnotation>().ToList())
                container.Annotations.Remove(volume);
        // Health checks that fail while everything starts are thousands of lines.
        builder.Services.AddLogging(logging => logging.ClearProviders());
        change?.Invoke(builder);
        var app = new RunningApp(builder, await builder.BuildAsync(deadline.Token));
        try
        {
            await app._application.StartAsync(deadline.Token);
            foreach (string name in (string[])["kafka", "kafka-1", "kafka-2", "kafka-3", "postgres", "ledger", "explorer"])
                await app._application.ResourceNotifications.WaitForResourceHealthyAsync(name, deadline.Token);
            foreach (string name in (string[])["producer", "consumer"])
                await app.HealthyAsync(name, app.Resource(name).GetReplicaCount());
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public IResource Resource(string name) => _application.Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(r => r.Name == name);

    /// <summary>The names of a resource's instances: one a replica.</summary>
    public IReadOnlyList<string> Replicas(string name) => _instances.Of(name);

    public CustomResourceSnapshot State(string replica) =>
        _application.ResourceNotifications.TryGetCurrentState(replica, out var state) ? state.Snapshot : throw new InvalidOperationException($"no state of {replica}");

    /// <summary>Waits until a resource has so many replicas that run and are healthy, and no more.</summary>
    public Task HealthyAsync(string name, int replicas) => Eventually.TrueAsync(
        () => Replicas(name) is var all && all.Count == replicas && all.All(IsHealthy),
        () => $"{replicas} healthy replicas of {name}: {string.Join(", ", Replicas(name).Select(replica => $"{replica} {State(replica).State?.Text} {State(replica).HealthStatus}"))}");

    public bool IsHealthy(string replica) => State(replica) is { State.Text: "Running", HealthStatus: Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy };

    /// <summary>Chooses a command on the row of a replica.</summary>
    public Task<ExecuteCommandResult> CommandAsync(string replica, string command) =>
        _application.ResourceCommands.ExecuteCommandAsync(replica, command, TestContext.Current.CancellationToken);

    /// <summary>The same with what the dashboard's dialog asks for.</summary>
    public Task<ExecuteCommandResult> CommandAsync(string replica, string command, params IReadOnlyList<InteractionInput> arguments) =>
        _application.ResourceCommands.ExecuteCommandAsync(replica, command, new InteractionInputCollection(arguments), TestContext.Current.CancellationToken);

    public async Task<string> ConnectionAsync(string name) => await _application.GetConnectionStringAsync(name, TestContext.Current.CancellationToken) ?? "";

    public async Task<IAdminClient> AdminAsync() => new AdminClientBuilder(new AdminClientConfig { BootstrapServers = await ConnectionAsync("kafka") })
        .SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();

    /// <summary>The ids of all containers that were started.</summary>
    public IReadOnlyList<string> Containers() =>
    [
        .. from resource in _application.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<ContainerResource>()
           from instance in _instances.Of(resource.Name)
           let id = State(instance).Properties.FirstOrDefault(property => property.Name == "container.id")?.Value?.ToString()
           where id is { Length: > 0 }
           select id,
    ];

    public async ValueTask DisposeAsync()
    {
        await _instances.DisposeAsync();
        await _application.DisposeAsync();
        await _builder.DisposeAsync();
    }
}
