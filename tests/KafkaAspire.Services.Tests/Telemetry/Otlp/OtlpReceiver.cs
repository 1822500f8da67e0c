using System.Collections.Concurrent;

namespace KafkaAspire.Services.Tests.Telemetry.Otlp;

/// <summary>A back end that takes traces, metrics and logs by OTLP over HTTP and keeps them.</summary>
public sealed class OtlpReceiver : IAsyncLifetime
{
    private readonly ConcurrentQueue<OtlpSpan> _spans = new();
    private readonly ConcurrentQueue<OtlpMetric> _metrics = new();
    private readonly ConcurrentQueue<OtlpLog> _logs = new();
    private WebApplication? _app;

    internal IReadOnlyCollection<OtlpSpan> Spans => _spans;

    internal IReadOnlyCollection<OtlpMetric> Metrics => _metrics;

    internal IReadOnlyCollection<OtlpLog> Logs => _logs;

    /// <summary>The settings of a service that sends here, soon after things happen.</summary>
    public Dictionary<string, string?> Settings(string service) => new()
    {
        ["OTEL_SERVICE_NAME"] = service,
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _app!.Urls.Single(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "200",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
        ["Telemetry__ClientStatisticsSeconds"] = "1",
    };

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/traces", (HttpRequest request) => TakeAsync(request, OtlpSpan.Read, _spans));
        _app.MapPost("/v1/metrics", (HttpRequest request) => TakeAsync(request, OtlpMetric.Read, _metrics));
        _app.MapPost("/v1/logs", (HttpRequest request) => TakeAsync(request, OtlpLog.Read, _logs));
        await _app.StartAsync();
    }

    private static async Task TakeAsync<T>(HttpRequest request, Func<byte[], IEnumerable<T>> read, ConcurrentQueue<T> queue)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        foreach (var record in read(body.ToArray()))
            queue.Enqueue(record);
    }

    public ValueTask DisposeAsync() => _app!.DisposeAsync();
}
