using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace KafkaAspire.ServiceDefaults.Kafka.Telemetry;

/// <summary>The messages of one producer that are sent and not yet answered. Counted beside the instrument, which is asked once per export only.</summary>
internal sealed class MessagesInFlight : IDisposable
{
    private static readonly ConcurrentDictionary<MessagesInFlight, bool> All = new();
    private readonly string _clientId;
    private long _count;

    static MessagesInFlight() => KafkaTelemetry.Meter.CreateObservableUpDownCounter(
        KafkaTelemetry.Prefix + "client.in_flight", Measure, "{message}", "Messages sent and neither acknowledged nor given up yet.");

    public MessagesInFlight(string clientId)
    {
        _clientId = clientId;
        All[this] = true;
    }

    public void Add() => Interlocked.Increment(ref _count);

    public void Remove() => Interlocked.Decrement(ref _count);

    public void Dispose() => All.TryRemove(this, out _);

    private static IEnumerable<Measurement<long>> Measure() => All.Keys.Select(producer => new Measurement<long>(
        Interlocked.Read(ref producer._count),
        new(MessagingAttributes.System, MessagingAttributes.Kafka),
        new KeyValuePair<string, object?>(MessagingAttributes.ClientId, producer._clientId)));
}
