using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaAspire.Hosting.Commands;

/// <summary>The broker's command in the dashboard beside Aspire's own start, stop and restart.</summary>
internal static class BrokerCommands
{
    public static void Add(IResourceBuilder<KafkaServerResource> broker) =>
        broker.WithCommand("stop-hard", "Stop hard", context => StopHardAsync(broker.Resource, context), new()
        {
            Description = "Kills the container (SIGKILL), as a power failure would: nothing is flushed, nobody is told.",
            IconName = "Flash",
            IconVariant = IconVariant.Filled,
            UpdateState = WhileRunning,
        });

    private static ResourceCommandState WhileRunning(UpdateCommandStateContext context) =>
        context.ResourceSnapshot.State?.Text == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;

    private static async Task<ExecuteCommandResult> StopHardAsync(KafkaServerResource broker, ExecuteCommandContext context)
    {
        var notifications = context.Services.GetRequiredService<ResourceNotificationService>();
        if (!notifications.TryGetCurrentState(context.ResourceName, out var state) || SnapshotProperty.Text(state.Snapshot, "container.id") is not { } container)
            return CommandResults.Failure($"{broker.Name} has no container");
        string runtime = context.Services.GetRequiredService<IConfiguration>()["ASPIRE_CONTAINER_RUNTIME"] ?? "docker";
        return await ContainerKill.RunAsync(runtime, container, context.CancellationToken) is { } trouble
            ? CommandResults.Failure(trouble)
            : CommandResults.Success($"{broker.Name} was killed");
    }
}
