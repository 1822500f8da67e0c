using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace KafkaAspire.ServiceDefaults.Kafka.Telemetry;

/// <summary>
/// The activity source and the instruments of the Kafka clients. Their names are the OpenTelemetry semantic conventions' for messaging, version
/// 1.44.0 (https://github.com/open-telemetry/semantic-conventions/tree/v1.44.0/docs/messaging); what those do not know begins with
/// <see cref="Prefix"/>. docs/telemetry.md tells what each says.
/// </summary>
public static class KafkaTelemetry
{
    /// <summary>The name of both the activity source and the meter.</summary>
    public const string Name = "KafkaAspire.Kafka";

    /// <summary>What the names of the app's own instruments and attributes begin with.</summary>
    public const string Prefix = "kafkaaspire.";

    /// <summary>The version of the semantic conventions that every service follows.</summary>
    public const string SchemaUrl = "https://opentelemetry.io/schemas/1.44.0";

    /// <summary>The version of the app, as the scope of its spans and metrics tells it.</summary>
    public static readonly string? Version = typeof(KafkaTelemetry).Assembly.GetName().Version?.ToString(3);

    /// <summary>The bucket boundaries that the conventions advise for durations, in seconds.</summary>
    public static readonly InstrumentAdvice<double> Durations = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    };

    internal static readonly ActivitySource Source = new(new ActivitySourceOptions(Name) { Version = Version, TelemetrySchemaUrl = SchemaUrl });
    internal static readonly Meter Meter = new(new MeterOptions(Name) { Version = Version, TelemetrySchemaUrl = SchemaUrl });

    internal static readonly Counter<long> ConsumedMessages =
        Meter.CreateCounter<long>("messaging.client.consumed.messages", "{message}", "Messages handed to the application.");

    internal static readonly Histogram<double> OperationDuration =
        Meter.CreateHistogram("messaging.client.operation.duration", "s", "How long a send, poll or commit took.", null, Durations);

    internal static readonly Histogram<double> ProcessDuration =
        Meter.CreateHistogram("messaging.process.duration", "s", "How long processing a batch took.", null, Durations);

    internal static readonly Histogram<long> BatchSize = Meter.CreateHistogram(
        Prefix + "client.poll.batch_size", "{message}", "Messages that one poll handed over.", null,
        new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000] });

    internal static readonly Counter<long> Rebalances =
        Meter.CreateCounter<long>(Prefix + "client.rebalances", "{rebalance}", "Times that partitions came to this consumer or went.");
}
