using Aspire.Hosting;
using Confluent.Kafka;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace KafkaAspire.Hosting.Health;

/// <summary>A cluster is healthy when every partition can be written: it has a leader and enough in-sync replicas, and every declared topic is there.</summary>
internal sealed class ClusterHealthCheck(ClusterClient client, KafkaClusterResource cluster) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var metadata = await client.GetMetadataAsync(ClusterHealth.Patience, cancellationToken);
            var troubles = metadata.Topics.SelectMany(topic => PartitionHealth.Troubles(topic, MinInSync(topic.Topic)))
                .Concat(cluster.Topics.SelectMany(topic => PartitionHealth.Missing(topic, metadata)))
                .ToList();
            string brokers = cluster.External is null ? $"{metadata.Brokers.Count} of {cluster.Brokers.Count} brokers" : $"{metadata.Brokers.Count} brokers";
            return troubles.Count == 0
                ? HealthCheckResult.Healthy($"{brokers}, {metadata.Topics.Sum(t => t.Partitions.Count)} partitions")
                : HealthCheckResult.Unhealthy($"{brokers}; {PartitionHealth.Summary(troubles)}");
        }
        catch (KafkaException e)
        {
            return HealthCheckResult.Unhealthy($"no broker answers: {e.Error.Reason}");
        }
    }

    private int MinInSync(string topic)
    {
        var declared = cluster.Topics.FirstOrDefault(t => t.TopicName == topic);
        if (declared?.Settings.GetValueOrDefault("min.insync.replicas") is { } own)
            return int.Parse(own);
        // What a cluster that runs elsewhere asks of its other topics is its own business.
        return cluster.External is null ? cluster.Replication.MinInSync : 1;
    }
}
