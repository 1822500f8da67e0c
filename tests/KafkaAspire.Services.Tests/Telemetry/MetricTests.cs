using KafkaAspire.Services.Tests.Running;
using KafkaAspire.Services.Tests.Telemetry.Otlp;

namespace KafkaAspire.Services.Tests.Telemetry;

/// <summary>The metrics of a producer and a consumer as they arrive at a back end.</summary>
public sealed class MetricTests : IAsyncLifetime
{
    private static readonly double[] Durations = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
    private readonly TelemetryBrokers _brokers = new();
    private readonly OtlpReceiver _backEnd = new();
    private readonly SqliteFile _ledger = new();

    public async ValueTask InitializeAsync()
    {
        await _backEnd.InitializeAsync();
        await _brokers.InitializeAsync();
    }

    [Fact]
    public async Task Each_arrives_with_its_unit_and_its_attributes()
    {
        var producing = _backEnd.Settings("producer");
        producing["Producer__Generate__Rate"] = "200";
        producing["Producer__Generate__Accounts"] = "10";
        await using var producer = ServiceProcess.Producer(_brokers.Bootstrap, producing);
        await Send.MessagesAsync(_brokers.Bootstrap, [("poison", "no transaction"u8.ToArray())]);
        var consuming = _backEnd.Settings("consumer");
        consuming["Consumer__Delivery"] = "at-least-once";
        await using var consumer = ServiceProcess.Consumer(_brokers.Bootstrap, _ledger.ConnectionString, consuming);

        string[] sent = ["messaging.system", "messaging.operation.name", "messaging.destination.name"];
        string[] consumed = [.. sent, "messaging.consumer.group.name"];
        string[] client = ["messaging.system", "messaging.client.id"];
        string[] broker = [.. client, "server.address", "server.port"];
        string[] group = ["messaging.consumer.group.name"];
        await SeenAsync("producer", "messaging.client.sent.messages", "{message}", "sum", sent);
        await SeenAsync("producer", "messaging.client.operation.duration", "s", "histogram", [.. sent, "messaging.operation.type"], Durations);
        await SeenAsync("producer", "kafkaaspire.client.in_flight", "{message}", "sum", client);
        await SeenAsync("producer", "kafkaaspire.client.sent.bytes", "By", "sum", client);
        await SeenAsync("producer", "kafkaaspire.client.queue.messages", "{message}", "gauge", client);
        await SeenAsync("producer", "kafkaaspire.client.queue.size", "By", "gauge", client);
        await SeenAsync("producer", "kafkaaspire.client.send.batch_size", "{message}", "gauge", [.. client, "messaging.destination.name"]);
        await SeenAsync("producer", "kafkaaspire.client.broker.round_trip.avg", "s", "gauge", broker);
        await SeenAsync("producer", "kafkaaspire.client.broker.round_trip.p99", "s", "gauge", broker);
        await SeenAsync("producer", "kafkaaspire.client.broker.throttle.max", "s", "gauge", broker);
        await SeenAsync("consumer", "messaging.client.consumed.messages", "{message}", "sum", consumed);
        await SeenAsync("consumer", "messaging.client.operation.duration", "s", "histogram", [.. consumed, "messaging.operation.type"], Durations);
        await SeenAsync("consumer", "messaging.process.duration", "s", "histogram", consumed, Durations);
        await SeenAsync("consumer", "kafkaaspire.client.poll.batch_size", "{message}", "histogram", consumed);
        await SeenAsync("consumer", "kafkaaspire.client.received.bytes", "By", "sum", client);
        await SeenAsync("consumer", "kafkaaspire.client.rebalances", "{rebalance}", "sum", ["messaging.system", .. group, "kafkaaspire.rebalance.kind"]);
        await SeenAsync("consumer", "kafka.consumer.records_lag", "{message}", "gauge", [.. client, "messaging.destination.name", "messaging.destination.partition.id"]);
        await SeenAsync("consumer", "kafkaaspire.consumer.applied.messages", "{message}", "sum", group);
        await SeenAsync("consumer", "kafkaaspire.consumer.suppressed.messages", "{message}", "sum", group);
        await SeenAsync("consumer", "kafkaaspire.consumer.dead_letters", "{message}", "sum", [.. group, "kafkaaspire.dead_letter.reason"]);
        await SeenAsync("consumer", "kafkaaspire.consumer.end_to_end.duration", "s", "histogram", group);
        var kinds = _backEnd.Metrics.Where(metric => metric is { Service: "consumer", Name: "messaging.client.operation.duration" })
            .SelectMany(metric => metric.Points).Select(point => $"{point["messaging.operation.name"]}: {point["messaging.operation.type"]}").Distinct();
        Assert.Equal(["commit: settle", "poll: receive", "send: send"], kinds.Order());
        Assert.DoesNotContain(_backEnd.Logs, log => log.Severity is "Error" or "Critical");
    }

    // A name may hold series of several operations: one that has exactly these attributes is looked for.
    private async Task SeenAsync(string service, string name, string unit, string kind, string[] attributes, double[]? bounds = null)
    {
        bool Matches(OtlpMetric metric) => metric.Service == service && metric.Name == name && metric.Points.Exists(point => point.Keys.Order().SequenceEqual(attributes.Order()));
        await Until.TrueAsync(
            () => Task.FromResult(_backEnd.Metrics.Any(Matches)),
            () => $"{name} of {service} with {string.Join(", ", attributes)}; there are\n" + string.Join('\n', _backEnd.Metrics.Where(metric => metric.Service == service && metric.Scope is "KafkaAspire.Kafka" or "Consumer.Service")
                .Select(metric => $"{metric.Service} {metric.Name} {metric.Unit} {metric.Kind}: {string.Join(" | ", metric.Points.Select(point => string.Join(", ", point.Keys)))}").Distinct()));
        var metric = _backEnd.Metrics.First(Matches);
        Assert.Equal((unit, kind), (metric.Unit, metric.Kind));
        if (bounds is not null)
            Assert.Equal(bounds, metric.Bounds);
    }

    public async ValueTask DisposeAsync()
    {
        await _brokers.DisposeAsync();
        await _backEnd.DisposeAsync();
        _ledger.Dispose();
    }
}
