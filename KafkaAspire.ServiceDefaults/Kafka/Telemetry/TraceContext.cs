using System.Diagnostics;
using System.Text;
using Confluent.Kafka;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;

namespace KafkaAspire.ServiceDefaults.Kafka.Telemetry;

/// <summary>Carries the trace context in message headers, by OpenTelemetry's propagator (W3C <c>traceparent</c>, <c>tracestate</c>, <c>baggage</c>).</summary>
internal static class TraceContext
{
    public static void Inject(Activity activity, Headers headers) =>
        Propagators.DefaultTextMapPropagator.Inject(new(activity.Context, Baggage.Current), headers, Set);

    /// <summary>The producer's context, or the default where the message carries none.</summary>
    public static ActivityContext Extract(Headers? headers) =>
        headers is null or { Count: 0 } ? default : Propagators.DefaultTextMapPropagator.Extract(default, headers, Get).ActivityContext;

    // A message that is sent on, such as a dead letter, carries its old context; there must be one of each header.
    private static void Set(Headers headers, string name, string value)
    {
        headers.Remove(name);
        headers.Add(name, Encoding.UTF8.GetBytes(value));
    }

    private static IEnumerable<string> Get(Headers headers, string name) =>
        headers.TryGetLastBytes(name, out byte[] value) && value is not null ? [Encoding.UTF8.GetString(value)] : [];
}
