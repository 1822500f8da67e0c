using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace KafkaAspire.ServiceDefaults.Kafka.Telemetry;

/// <summary>
/// The activity source and the instruments of the Kafka clients, named by the OpenTelemetry semantic conventions for messaging
/// (https://opentelemetry.io/docs/specs/semconv/messaging/).
/// </summary>
public static class KafkaTelemetry
{
    /// <summary>The name of both the activity source and the meter.</summary>
    public const string Name = "KafkaAspire.Kafka";

    internal static readonly ActivitySource Source = new(Name);
    internal static readonly Meter Meter = new(Name);

    /// <summary>The bucket boundaries that the conventions advise for both durations, in seconds.</summary>
    private static readonly InstrumentAdvice<double> Durations = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    };

    internal static readonly Counter<long> SentMessages =
        Meter.CreateCounter<long>("messaging.client.sent.messages", "{message}", "Messages that the brokers acknowledged, or refused (error.type).");

    internal static readonly Counter<long> ConsumedMessages =
        Meter.CreateCounter<long>("messaging.client.consumed.messages", "{message}", "Messages handed to the application.");

    internal static readonly Histogram<double> OperationDuration =
        Meter.CreateHistogram("messaging.client.operation.duration", "s", "How long a send, poll or commit took.", null, Durations);

    internal static readonly Histogram<double> ProcessDuration =
        Meter.CreateHistogram("messaging.process.duration", "s", "How long processing a batch took.", null, Durations);
}
