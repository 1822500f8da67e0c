using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaAspire.Hosting.Commands;

/// <summary>The broker's command in the dashboard beside Aspire's own start, stop and restart.</summary>
internal static class BrokerCommands
{
    public static void Add(IResourceBuilder<KafkaServerResource> broker) =>
        broker.WithCommand("stop-hard", "Stop hard", StopHardAsync, new()
        {
            Description = "Kills the container (SIGKILL), as a power failure would: nothing is flushed, nobody is told.",
            IconName = "Flash",
            IconVariant = IconVariant.Filled,
            IsHighlighted = true,
            UpdateState = ReplicaState.WhileRunning,
        });

    private static async Task<ExecuteCommandResult> StopHardAsync(ExecuteCommandContext context)
    {
        if (ReplicaState.Property(ReplicaState.Of(context), "container.id") is not { } container)
            return CommandResults.Failure($"{context.ResourceName} has no container");
        string runtime = context.Services.GetRequiredService<IConfiguration>()["ASPIRE_CONTAINER_RUNTIME"] ?? "docker";
        return await ContainerKill.RunAsync(runtime, container, context.CancellationToken) is { } trouble
            ? CommandResults.Failure(trouble)
            : CommandResults.Success($"{context.ResourceName} was killed");
    }
}
