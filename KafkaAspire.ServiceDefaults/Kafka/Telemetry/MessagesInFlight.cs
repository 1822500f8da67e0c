using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;

namespace KafkaAspire.ServiceDefaults.Kafka.Telemetry;

/// <summary>The messages of one producer that are sent and not yet answered. Counted beside the instrument, which is asked once per export only.</summary>
internal sealed class MessagesInFlight : IDisposable
{
    private static readonly ConcurrentDictionary<MessagesInFlight, bool> All = new();
    private readonly string _clientId;
    private Counts _counts;

    static MessagesInFlight() => KafkaTelemetry.Meter.CreateObservableUpDownCounter(
        KafkaTelemetry.Prefix + "client.in_flight", Measure, "{message}", "Messages sent and neither acknowledged nor given up yet.");

    public MessagesInFlight(string clientId)
    {
        _clientId = clientId;
        All[this] = true;
    }

    public void Add() => Interlocked.Increment(ref _counts.Sent);

    public void Remove() => Interlocked.Increment(ref _counts.Answered);

    public void Dispose() => All.TryRemove(this, out _);

    private static IEnumerable<Measurement<long>> Measure() => All.Keys.Select(producer => new Measurement<long>(
        // In this order: what is answered in between was sent before.
        -Interlocked.Read(ref producer._counts.Answered) + Interlocked.Read(ref producer._counts.Sent),
        new(MessagingAttributes.System, MessagingAttributes.Kafka),
        new KeyValuePair<string, object?>(MessagingAttributes.ClientId, producer._clientId)));

    // Each is another thread's: on one cache line the two would take it from each other at every message.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Counts
    {
        [FieldOffset(64)]
        public long Sent;

        [FieldOffset(192)]
        public long Answered;
    }
}
