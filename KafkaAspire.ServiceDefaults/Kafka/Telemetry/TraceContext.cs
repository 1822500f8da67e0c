using System.Diagnostics;
using System.Text;
using Confluent.Kafka;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;

namespace KafkaAspire.ServiceDefaults.Kafka.Telemetry;

/// <summary>Carries the trace context in message headers, by OpenTelemetry's propagator (W3C <c>traceparent</c>, <c>tracestate</c>, <c>baggage</c>).</summary>
internal static class TraceContext
{
    /// <summary>The headers with the span's context added. The ones given stay as they are: whoever sends a message may send it again.</summary>
    public static Headers Inject(Activity span, Headers? headers)
    {
        var carrier = new Headers();
        foreach (var header in headers ?? [])
            carrier.Add(header.Key, header.GetValueBytes());
        Propagators.DefaultTextMapPropagator.Inject(new(span.Context, Baggage.Current), carrier, Set);
        return carrier;
    }

    /// <summary>The producer's context and baggage, or the default where the message carries none.</summary>
    public static PropagationContext Extract(Headers? headers) =>
        headers is null or { Count: 0 } ? default : Propagators.DefaultTextMapPropagator.Extract(default, headers, Get);

    // A message that is sent on, such as a dead letter, carries its old context; there must be one of each header.
    private static void Set(Headers headers, string name, string value)
    {
        headers.Remove(name);
        headers.Add(name, Encoding.UTF8.GetBytes(value));
    }

    private static IEnumerable<string> Get(Headers headers, string name) =>
        headers.TryGetLastBytes(name, out byte[] value) && value is not null ? [Encoding.UTF8.GetString(value)] : [];
}
