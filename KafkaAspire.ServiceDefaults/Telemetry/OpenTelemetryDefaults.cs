using KafkaAspire.ServiceDefaults.Kafka.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace KafkaAspire.ServiceDefaults.Telemetry;

/// <summary>
/// OpenTelemetry for a service: logs, metrics and traces, sent by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names an endpoint. Without one
/// nothing is collected: nobody would see it, and it is a third of what a service does to start. Another exporter is added here.
/// </summary>
internal static class OpenTelemetryDefaults
{
    private static readonly string[] Probes = ["/health", "/alive", "/status"];

    public static void AddOpenTelemetryDefaults(this IHostApplicationBuilder builder)
    {
        var options = TelemetryOptions.Read(builder.Configuration);
        if (!options.IsExported)
            return;
        if (options.LimitsTraces)
            builder.Services.AddSingleton(new RateLimitedSampler(options.TracesPerSecond));
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });
        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => AddMetrics(metrics, builder))
            .WithTracing(tracing => AddTracing(tracing, builder, options.LimitsTraces))
            .UseOtlpExporter();
    }

    private static void AddMetrics(MeterProviderBuilder metrics, IHostApplicationBuilder builder) => metrics
        .AddAspNetCoreInstrumentation()
        .AddHttpClientInstrumentation()
        .AddRuntimeInstrumentation()
        .AddMeter(builder.Environment.ApplicationName, KafkaTelemetry.Name, "Npgsql");

    private static void AddTracing(TracerProviderBuilder tracing, IHostApplicationBuilder builder, bool limited)
    {
        tracing
            .AddSource(builder.Environment.ApplicationName, KafkaTelemetry.Name, "Npgsql")
            .AddAspNetCoreInstrumentation(http => http.Filter = context => !Probes.Any(probe => context.Request.Path.StartsWithSegments(probe)))
            .AddHttpClientInstrumentation();
        if (limited)
            tracing.SetSampler(services => new ParentBasedSampler(services.GetRequiredService<RateLimitedSampler>()));
    }
}
