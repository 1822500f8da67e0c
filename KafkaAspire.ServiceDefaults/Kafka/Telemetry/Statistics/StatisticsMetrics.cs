using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace KafkaAspire.ServiceDefaults.Kafka.Telemetry.Statistics;

/// <summary>The metrics that are made of librdkafka's statistics: the last word of each client of this process.</summary>
internal static partial class StatisticsMetrics
{
    private static readonly ConcurrentDictionary<string, ClientStatistics> Clients = new();
    private static bool _isUnreadable;

    static StatisticsMetrics()
    {
        var meter = KafkaTelemetry.Meter;
        meter.CreateObservableCounter(KafkaTelemetry.Prefix + "client.sent.bytes", () => Each(client => client.SentBytes), "By", "Bytes of messages sent, with framing.");
        meter.CreateObservableCounter(KafkaTelemetry.Prefix + "client.received.bytes", () => Each(client => client.ReceivedBytes), "By", "Bytes of messages received, with framing.");
        meter.CreateObservableGauge(KafkaTelemetry.Prefix + "client.queue.messages", () => Each(QueuedMessages), "{message}", "Messages that wait in the client: to be sent, or fetched ahead.");
        meter.CreateObservableGauge(KafkaTelemetry.Prefix + "client.queue.size", () => Each(QueuedBytes), "By", "Bytes of the messages that wait in the client.");
        meter.CreateObservableGauge(KafkaTelemetry.Prefix + "client.send.batch_size", BatchSizes, "{message}", "Messages in a batch that went to a broker, on average.");
        meter.CreateObservableGauge(KafkaTelemetry.Prefix + "client.broker.round_trip.avg", () => EachBroker(broker => broker.RoundTrip.Average / 1e6), "s", "From a request to the broker's response, on average.");
        meter.CreateObservableGauge(KafkaTelemetry.Prefix + "client.broker.round_trip.p99", () => EachBroker(broker => broker.RoundTrip.Percentile99 / 1e6), "s", "From a request to the broker's response, 99th percentile.");
        meter.CreateObservableGauge(KafkaTelemetry.Prefix + "client.broker.throttle.max", () => EachBroker(broker => broker.Throttle.Max / 1e3), "s", "How long the broker made the client wait because of a quota, at most.");
        // The name of OpenTelemetry's Java agent for what this is: the distance to what this client was handed. Not the group's, which the lag
        // monitor reports as kafka.consumer_group.lag whether a consumer lives or not: whoever adds that up counts nothing twice.
        meter.CreateObservableGauge("kafka.consumer.records_lag", Lags, "{message}", "Messages of a partition that this consumer owns and has not been handed yet.");
    }

    /// <summary>
    /// Takes a client's statistics. It is called inside a poll, which must not fail because of them: librdkafka writes names as they are, and one with
    /// a quotation mark in it makes them no JSON. That is said once.
    /// </summary>
    public static void Take(ILogger logger, string json)
    {
        try
        {
            if (JsonSerializer.Deserialize(json, StatisticsJson.Default.ClientStatistics) is { } statistics)
                Clients[statistics.Name] = statistics;
        }
        catch (JsonException e)
        {
            if (!Interlocked.Exchange(ref _isUnreadable, true))
                LogUnreadable(logger, e.Message);
        }
    }

    /// <summary>Forgets a client that is gone.</summary>
    public static void Forget(string name) => Clients.TryRemove(name, out _);

    private static long QueuedMessages(ClientStatistics client) => client.Messages + Owned(client).Sum(partition => partition.FetchedMessages);

    private static long QueuedBytes(ClientStatistics client) => client.Bytes + Owned(client).Sum(partition => partition.FetchedBytes);

    private static IEnumerable<PartitionStatistics> Owned(ClientStatistics client) =>
        client.Topics.Values.SelectMany(topic => topic.Partitions.Values).Where(partition => partition.Desired);

    private static IEnumerable<Measurement<long>> Each(Func<ClientStatistics, long> value) =>
        Clients.Values.Select(client => Measure(value(client), client));

    private static IEnumerable<Measurement<long>> BatchSizes() =>
        from client in Clients.Values
        where client.Type == "producer"
        from topic in client.Topics
        where topic.Value.BatchCount.Count > 0
        select Measure(topic.Value.BatchCount.Average, client, new KeyValuePair<string, object?>(MessagingAttributes.Destination, topic.Key));

    private static IEnumerable<Measurement<double>> EachBroker(Func<BrokerStatistics, double> value) =>
        from client in Clients.Values
        from broker in client.Brokers.Values
        // Logical brokers, such as the group's coordinator, have no number, and are one of the others.
        where broker.Id >= 0 && broker.RoundTrip.Count > 0
        let colon = broker.Address.LastIndexOf(':')
        select Measure(value(broker), client,
            new(MessagingAttributes.ServerAddress, broker.Address[..colon]),
            new(MessagingAttributes.ServerPort, int.Parse(broker.Address.AsSpan(colon + 1))));

    private static IEnumerable<Measurement<long>> Lags() =>
        from client in Clients.Values
        from topic in client.Topics
        from partition in topic.Value.Partitions.Values
        let lag = partition.Lag
        where lag is not null
        select Measure(lag.Value, client,
            new(MessagingAttributes.Destination, topic.Key),
            new(MessagingAttributes.Partition, partition.Id.ToString()));

    [LoggerMessage(LogLevel.Warning, "the client's statistics can't be read, so their metrics are missing: {Reason}")]
    private static partial void LogUnreadable(ILogger logger, string reason);

    private static Measurement<T> Measure<T>(T value, ClientStatistics client, params KeyValuePair<string, object?>[] more) where T : struct => new(
        value,
        [new(MessagingAttributes.System, MessagingAttributes.Kafka), new(MessagingAttributes.ClientId, client.Name), .. more]);
}
