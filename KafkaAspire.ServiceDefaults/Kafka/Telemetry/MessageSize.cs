using System.Diagnostics;

namespace KafkaAspire.ServiceDefaults.Kafka.Telemetry;

/// <summary>
/// Takes the size of a value from the serializer, the only one who sees it, to the span of its message: the client serializes on the thread that
/// sends.
/// </summary>
internal static class MessageSize
{
    /// <summary>The span of the message that this thread hands to the client; null where it is not sampled.</summary>
    [ThreadStatic]
    public static Activity? SpanInWork;

    public static void Note(int bytes) => SpanInWork?.SetTag(MessagingAttributes.BodySize, bytes);
}
