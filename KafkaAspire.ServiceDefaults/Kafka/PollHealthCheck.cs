using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace KafkaAspire.ServiceDefaults.Kafka;

/// <summary>Healthy while the consumer polls as often as it must: one that does not has lost its partitions, or never gets any.</summary>
/// <param name="consumer">The process's consumer.</param>
internal sealed class PollHealthCheck<TKey, TValue>(InstrumentedConsumer<TKey, TValue> consumer) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        consumer.SincePoll is var since && since <= consumer.MaxPollInterval
            ? HealthCheckResult.Healthy()
            : new(context.Registration.FailureStatus, $"no poll for {since.TotalSeconds:0} s; one every {consumer.MaxPollInterval.TotalSeconds:0} s is needed"));
}
