using Aspire.Hosting.ApplicationModel;
using KafkaAspire.Hosting.Health;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <summary>A cluster is no process: it runs once its brokers do.</summary>
internal static class ClusterLifecycle
{
    public static void Attach(IResourceBuilder<KafkaClusterResource> builder)
    {
        foreach (var broker in builder.Resource.Brokers)
            builder.WaitForStart(builder.ApplicationBuilder.CreateResourceBuilder(broker));
        builder
            .WithIconName("ServerMultiple")
            .WithInitialState(new()
            {
                ResourceType = "KafkaCluster",
                State = KnownResourceStates.NotStarted,
                Properties = [],
            })
            .ExcludeFromManifest()
            .OnInitializeResource((cluster, @event, cancellation) => RunAsync(cluster, @event, cancellation));
        ClusterHealth.Add(builder);
        ClusterReferences.Attach(builder);
    }

    /// <summary>Waits for what the resource waits for, then says that it runs.</summary>
    public static async Task RunAsync(IResource resource, InitializeResourceEvent @event, CancellationToken cancellation)
    {
        try
        {
            await @event.Eventing.PublishAsync(new BeforeResourceStartedEvent(resource, @event.Services), cancellation);
            if (resource is IResourceWithConnectionString)
                await @event.Eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, @event.Services), cancellation);
            await @event.Notifications.PublishUpdateAsync(resource, s => s with { State = KnownResourceStates.Running, StartTimeStamp = DateTime.UtcNow });
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            @event.Logger.LogError("{Resource} did not start: {Reason}", resource.Name, e.Message);
            await @event.Notifications.PublishUpdateAsync(resource, s => s with { State = KnownResourceStates.FailedToStart });
        }
    }
}
