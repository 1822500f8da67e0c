using Confluent.Kafka;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Kafka;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Consumer.Service.Delivery;

/// <summary>
/// Partitions that wait because a message of theirs can neither take effect nor be put aside. The others go on; these are tried again from
/// time to time, from the message where they stopped.
/// </summary>
internal sealed partial class StoppedPartitions(
    InstrumentedConsumer<byte[], TransactionPayload> consumer, TimeProvider clock, ILogger<StoppedPartitions> logger) : IHealthCheck
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);
    private readonly Dictionary<TopicPartition, (string Reason, DateTimeOffset Until)> _stopped = [];
    private readonly Lock _lock = new();

    /// <summary>Stops partitions at the given places.</summary>
    public void Stop(IEnumerable<(TopicPartitionOffset Position, string Reason)> partitions)
    {
        foreach (var (position, reason) in partitions)
        {
            LogStopped(position.Partition.Value, position.Offset.Value, reason);
            consumer.Hold(position);
            lock (_lock)
                _stopped[position.TopicPartition] = (reason, clock.GetUtcNow() + Pause);
        }
    }

    /// <summary>Lets those go on that have waited long enough, and forgets those that belong to other consumers now.</summary>
    public void ResumeDue(IReadOnlyCollection<TopicPartition> owned)
    {
        lock (_lock)
        {
            if (_stopped.Count == 0)
                return;
            var due = _stopped.Where(stopped => stopped.Value.Until <= clock.GetUtcNow() || !owned.Contains(stopped.Key)).Select(stopped => stopped.Key).ToList();
            due.ForEach(partition => _stopped.Remove(partition));
            consumer.Release(due);
        }
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return Task.FromResult(_stopped.Count == 0
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded(string.Join("; ", _stopped.Select(stopped => $"partition {stopped.Key.Partition.Value} is stopped: {stopped.Value.Reason}"))));
    }

    [LoggerMessage(LogLevel.Error, "partition {Partition} is stopped at offset {Offset}: {Reason}")]
    private partial void LogStopped(int partition, long offset, string reason);
}
