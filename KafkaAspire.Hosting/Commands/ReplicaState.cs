using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaAspire.Hosting.Commands;

/// <summary>What is known of the container or process on whose row a command was chosen.</summary>
internal static class ReplicaState
{
    /// <summary>Offers a command while its container or process runs.</summary>
    public static ResourceCommandState WhileRunning(UpdateCommandStateContext context) =>
        context.ResourceSnapshot.State?.Text == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;

    public static CustomResourceSnapshot? Of(ExecuteCommandContext context) =>
        context.Services.GetRequiredService<ResourceNotificationService>().TryGetCurrentState(context.ResourceName, out var state) ? state.Snapshot : null;

    /// <summary>A property that the orchestrator gives, such as <c>container.id</c>; null when there is none.</summary>
    public static string? Property(CustomResourceSnapshot? snapshot, string name) =>
        snapshot?.Properties.FirstOrDefault(p => p.Name == name)?.Value?.ToString() is { Length: > 0 } text ? text : null;
}
