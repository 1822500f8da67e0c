using System.Diagnostics;
using KafkaAspire.ServiceDefaults.Telemetry;

namespace KafkaAspire.ServiceDefaults.Kafka.Telemetry;

/// <summary>What every span of one client says about it, and whether a span is started at all.</summary>
/// <param name="ClientId">librdkafka's name of the client, which its log lines carry, too.</param>
/// <param name="Roots">Decides which new traces are taken; null where another sampler was asked for, which then decides by itself.</param>
/// <param name="Cluster">Knows the cluster's id.</param>
internal sealed record ClientTelemetry(string ClientId, RateLimitedSampler? Roots, ClusterIdentity? Cluster)
{
    /// <summary>
    /// Starts a span that is recorded, as the current one; null if it would not be. A span that a sampler drops is an object all the same, made to
    /// carry the trace's id. So the decision is looked at first: what is not sampled allocates nothing.
    /// </summary>
    public Activity? Start(string operation, string type, string topic, ActivityKind kind, ActivityContext parent = default)
    {
        if (!KafkaTelemetry.Source.HasListeners() || Roots is not null && !MayRecord(Roots, parent))
            return null;
        string name = $"{operation} {topic}";
        // These are what a sampler may ask for, so they are there before the span is.
        TagList tags =
        [
            new(MessagingAttributes.System, MessagingAttributes.Kafka),
            new(MessagingAttributes.OperationName, operation),
            new(MessagingAttributes.OperationType, type),
            new(MessagingAttributes.Destination, topic),
            new(MessagingAttributes.ClientId, ClientId),
        ];
        if (Cluster?.Id is { } cluster)
            tags.Add(MessagingAttributes.ClusterId, cluster);
        var span = KafkaTelemetry.Source.CreateActivity(name, kind, parent, tags);
        return span is { Recorded: true } ? span.Start() : null;
    }

    private static bool MayRecord(RateLimitedSampler roots, ActivityContext parent)
    {
        if (parent.TraceId != default)
            return parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded);
        return Activity.Current is { } current ? current.Recorded : roots.HasRoom;
    }
}
