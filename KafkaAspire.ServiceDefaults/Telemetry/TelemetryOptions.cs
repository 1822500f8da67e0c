using KafkaAspire.ServiceDefaults.Hosting;
using Microsoft.Extensions.Configuration;

namespace KafkaAspire.ServiceDefaults.Telemetry;

/// <summary>The settings of the section <c>Telemetry</c>.</summary>
/// <param name="IsExported">Whether <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names an endpoint: without one nothing is collected.</param>
/// <param name="LimitsTraces">Whether this process limits its traces: not where <c>OTEL_TRACES_SAMPLER</c> is set, since whoever sets it wants what it says.</param>
/// <param name="TracesPerSecond"><c>Telemetry:TracesPerSecond</c>: how many new traces a second this process takes.</param>
/// <param name="StatisticsSeconds">
/// <c>Telemetry:ClientStatisticsSeconds</c>: how often librdkafka tells its own figures; 0 switches them off, and the metrics made of them.
/// </param>
internal sealed record TelemetryOptions(bool IsExported, bool LimitsTraces, double TracesPerSecond, int StatisticsSeconds)
{
    private const double DefaultTracesPerSecond = 50;
    private const int DefaultStatisticsSeconds = 5;

    /// <summary>The same for librdkafka (<c>statistics.interval.ms</c>): none where nobody would see them.</summary>
    public int StatisticsMilliseconds => IsExported ? StatisticsSeconds * 1_000 : 0;

    /// <exception cref="ServiceSettingException">A value is not allowed.</exception>
    public static TelemetryOptions Read(IConfiguration configuration) => new(
        !string.IsNullOrWhiteSpace(configuration.ReadText("OTEL_EXPORTER_OTLP_ENDPOINT", "", "an address, http://HOST:4317")),
        configuration.ReadText("OTEL_TRACES_SAMPLER", "", "a sampler's name, always_on").Length == 0,
        configuration.ReadDecimal("Telemetry:TracesPerSecond", DefaultTracesPerSecond, 0, 1_000_000, "traces/s"),
        (int)configuration.ReadNumber("Telemetry:ClientStatisticsSeconds", DefaultStatisticsSeconds, 0, 3_600, "s"));
}
