using Confluent.Kafka;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Consumer.Service.Delivery;

/// <summary>
/// Degraded while this consumer stalls: a batch has been in work for long, or messages of a partition wait and between two looks far enough apart
/// none was settled. It still polls, or another check would say so.
/// </summary>
internal sealed class ProgressHealthCheck(Assignment assignment, ConsumerStatus status, BatchInFlight inFlight, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Dictionary<TopicPartition, (long? Next, DateTimeOffset Seen)> _places = [];
    private readonly Lock _lock = new();

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (inFlight.Age is { } age && age > Patience)
            return Task.FromResult(HealthCheckResult.Degraded($"a batch has been in work for {age.TotalSeconds:0} s"));
        var stalled = FindStalled(assignment.Partitions);
        return Task.FromResult(stalled.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded($"messages wait and none is settled: partitions {string.Join(", ", stalled.Select(partition => partition.Partition.Value))}"));
    }

    private List<TopicPartition> FindStalled(TopicPartition[] owned)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            foreach (var gone in _places.Keys.Except(owned).ToList())
                _places.Remove(gone);
            foreach (var partition in owned)
                if (status.Lag(partition) == 0 || !_places.TryGetValue(partition, out var place) || place.Next != status.FindNext(partition))
                    _places[partition] = (status.FindNext(partition), now);
            return [.. _places.Where(place => now - place.Value.Seen > Patience).Select(place => place.Key).OrderBy(partition => partition.Partition.Value)];
        }
    }
}
