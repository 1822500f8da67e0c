using Explorer.Service.Cluster;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Explorer.Service.Lag;

/// <summary>
/// Degraded while a group stalls: a consumer is there, messages wait, and nothing moves, which nobody else would notice. It asks nobody: what the last
/// scan saw is what it tells.
/// </summary>
/// <param name="watch">Knows the groups.</param>
internal sealed class LagHealthCheck(ClusterWatch watch) : IHealthCheck
{
    private const int MostNamed = 10;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var stalled = (from consumers in watch.Current.Snapshot?.Groups ?? []
                       from partition in consumers.Partitions
                       where partition.Status == LagStatus.Stall
                       select $"group {consumers.Id} stalls on {partition.Topic}/{partition.Partition}").ToList();
        string more = stalled.Count > MostNamed ? $" and on {stalled.Count - MostNamed} partitions more" : "";
        return Task.FromResult(stalled.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(string.Join(", ", stalled.Take(MostNamed)) + more));
    }
}
