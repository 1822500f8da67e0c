using KafkaAspire.Contracts;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Consumer.Service.Delivery;
using KafkaAspire.ServiceDefaults.Kafka.Telemetry;

namespace Consumer.Service.Telemetry;

/// <summary>What this service tells beside its Kafka client: its spans in the database, and what became of the messages. Counted when settled.</summary>
internal static class ConsumerTelemetry
{
    /// <summary>The name of both the activity source and the meter: the service's, which the service defaults listen to.</summary>
    public const string Name = "Consumer.Service";

    private const string Prefix = KafkaTelemetry.Prefix + "consumer.";
    private const string Group = "messaging.consumer.group.name";
    private const int MostAges = 200;
    private const string Reason = KafkaTelemetry.Prefix + "dead_letter.reason";

    public static readonly ActivitySource Source =
        new(new ActivitySourceOptions(Name) { Version = KafkaTelemetry.Version, TelemetrySchemaUrl = KafkaTelemetry.SchemaUrl });

    private static readonly Meter Meter =
        new(new MeterOptions(Name) { Version = KafkaTelemetry.Version, TelemetrySchemaUrl = KafkaTelemetry.SchemaUrl });

    private static readonly Counter<long> Applied =
        Meter.CreateCounter<long>(Prefix + "applied.messages", "{message}", "Transactions that took effect.");

    private static readonly Counter<long> Suppressed =
        Meter.CreateCounter<long>(Prefix + "suppressed.messages", "{message}", "Transactions that had taken effect before, under the same id.");

    private static readonly Counter<long> DeadLetters =
        Meter.CreateCounter<long>(Prefix + "dead_letters", "{message}", "Messages that are in the dead-letter topic now.");

    private static readonly Counter<long> HandlerRetries =
        Meter.CreateCounter<long>(Prefix + "handler.retries", "{retry}", "Times that a transaction was handed to its handler once more.");

    private static readonly Counter<long> RefusedBatches =
        Meter.CreateCounter<long>(Prefix + "refused.batches", "{batch}", "Batches of which nothing took effect, and which are read again.");

    private static readonly Histogram<double> EndToEnd = Meter.CreateHistogram(
        Prefix + "end_to_end.duration", "s", "From a message's timestamp until it had taken effect.", null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 3_600] });

    public static void CountRetry(string group) => HandlerRetries.Add(1, new KeyValuePair<string, object?>(Group, group));

    public static void CountRefusedBatch(string group) => RefusedBatches.Add(1, new KeyValuePair<string, object?>(Group, group));

    public static void CountDeadLetter(string group, string reason) =>
        DeadLetters.Add(1, new KeyValuePair<string, object?>(Group, group), new KeyValuePair<string, object?>(Reason, reason));

    public static void CountSettled(string group, long applied, long suppressed)
    {
        var tag = new KeyValuePair<string, object?>(Group, group);
        Applied.Add(applied, tag);
        Suppressed.Add(suppressed, tag);
    }

    /// <summary>
    /// Records how long messages took from their timestamps until now: of a large batch some, evenly spread over it. A record of each would take as long
    /// as handling it, and tell the same.
    /// </summary>
    public static void RecordAges(string group, List<HandledMessage> batch)
    {
        if (!EndToEnd.Enabled)
            return;
        var now = DateTime.UtcNow;
        var tag = new KeyValuePair<string, object?>(Group, group);
        int step = 1 + batch.Count / MostAges;
        for (int i = 0; i < batch.Count; i += step)
            EndToEnd.Record(Math.Max(0, (now - batch[i].Message.Message.Timestamp.ToUtc()).TotalSeconds), tag);
    }
}
