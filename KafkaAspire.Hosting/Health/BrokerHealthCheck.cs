using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace KafkaAspire.Hosting.Health;

/// <summary>A broker is healthy when the cluster lists it and it answers itself: librdkafka sends a question about a broker's settings to that broker.</summary>
internal sealed class BrokerHealthCheck(ClusterClient cluster, int brokerId) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var metadata = await cluster.GetMetadataAsync(ClusterHealth.Patience, cancellationToken);
            if (metadata.Brokers.All(b => b.BrokerId != brokerId))
                return HealthCheckResult.Unhealthy($"the cluster lists no broker {brokerId}");
            var client = await cluster.GetAsync(cancellationToken);
            await client.DescribeConfigsAsync(
                [new ConfigResource { Type = ResourceType.Broker, Name = $"{brokerId}" }], new() { RequestTimeout = ClusterHealth.Patience });
            return HealthCheckResult.Healthy($"broker {brokerId} answers");
        }
        catch (KafkaException e)
        {
            return HealthCheckResult.Unhealthy($"broker {brokerId} does not answer: {e.Error.Reason}");
        }
    }
}
