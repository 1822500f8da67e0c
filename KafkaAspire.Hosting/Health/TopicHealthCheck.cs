using Aspire.Hosting;
using Confluent.Kafka;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace KafkaAspire.Hosting.Health;

/// <summary>A topic is healthy when it has its declared partitions, and each of them can be written.</summary>
internal sealed class TopicHealthCheck(ClusterClient client, KafkaTopicResource topic) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var metadata = await client.GetMetadataAsync(ClusterHealth.Patience, cancellationToken);
            int minInSync = topic.Settings.GetValueOrDefault("min.insync.replicas") is { } own
                ? int.Parse(own)
                : topic.Parent.External is null ? topic.Parent.Replication.MinInSync : 1;
            var there = metadata.Topics.FirstOrDefault(t => t.Topic == topic.TopicName);
            var troubles = PartitionHealth.Missing(topic, metadata).Concat(there is null ? [] : PartitionHealth.Troubles(there, minInSync)).ToList();
            return troubles.Count == 0
                ? HealthCheckResult.Healthy($"{there!.Partitions.Count} partitions")
                : HealthCheckResult.Unhealthy(PartitionHealth.Summary(troubles));
        }
        catch (KafkaException e)
        {
            return HealthCheckResult.Unhealthy($"no broker answers: {e.Error.Reason}");
        }
    }
}
