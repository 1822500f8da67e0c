using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace KafkaAspire.ServiceDefaults.Kafka;

/// <summary>
/// Healthy while a broker answers a metadata request. It produces nothing and keeps no client of its own: the packaged check writes a message
/// per probe.
/// </summary>
/// <param name="admin">The process's admin client.</param>
internal sealed class KafkaHealthCheck(IAdminClient admin) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var cluster = await admin.DescribeClusterAsync(new DescribeClusterOptions { RequestTimeout = Patience });
            return HealthCheckResult.Healthy($"{cluster.Nodes.Count} brokers");
        }
        catch (KafkaException e)
        {
            return new(context.Registration.FailureStatus, $"no broker answered within {Patience.TotalSeconds} s: {e.Error.Reason}");
        }
    }
}
