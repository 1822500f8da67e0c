using OpenTelemetry.Metrics;

namespace Explorer.Service.Telemetry;

/// <summary>Registers the cluster's metrics.</summary>
internal static class ClusterMetricsExtensions
{
    // The SDK's default of 2,000 time series a metric is fewer than a larger cluster has partitions.
    private const int MostSeries = 20_000;

    public static void AddClusterMetrics(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(ClusterMetrics.MeterName)
            .AddView(instrument => IsPerPartition(instrument.Name) ? new MetricStreamConfiguration { CardinalityLimit = MostSeries } : null));
        // Instruments exist from the start, not from the first time that somebody asks for them.
        builder.Services.AddActivatedSingleton<ClusterMetrics>();
    }

    private static bool IsPerPartition(string instrument) =>
        instrument.StartsWith("kafka.partition.", StringComparison.Ordinal)
        || instrument is "kafka.consumer_group.lag" or "kafka.consumer_group.offset" or "kafka.consumer_group.time_lag" or "kafka.consumer_group.status";
}
