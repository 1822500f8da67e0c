using Aspire.Hosting.ApplicationModel;

namespace KafkaAspire.Hosting.Commands;

/// <summary>What the orchestrator says of a container or a process that it runs.</summary>
internal static class SnapshotProperty
{
    public static string? Text(CustomResourceSnapshot snapshot, string name) =>
        snapshot.Properties.FirstOrDefault(p => p.Name == name)?.Value?.ToString() is { Length: > 0 } text ? text : null;
}
