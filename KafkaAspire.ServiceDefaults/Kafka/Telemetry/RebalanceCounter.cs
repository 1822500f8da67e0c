using System.Diagnostics;

namespace KafkaAspire.ServiceDefaults.Kafka.Telemetry;

/// <summary>Counts rebalances. The application's handlers call it: the client lets nobody else see them.</summary>
public static class RebalanceCounter
{
    /// <summary>Counts one.</summary>
    /// <param name="kind">assigned, revoked or lost.</param>
    /// <param name="group">The consumer group.</param>
    public static void Count(string kind, string group) => KafkaTelemetry.Rebalances.Add(1, new TagList
    {
        { MessagingAttributes.System, MessagingAttributes.Kafka },
        { MessagingAttributes.ConsumerGroup, group },
        { MessagingAttributes.RebalanceKind, kind },
    });
}
