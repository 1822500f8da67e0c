using System.Diagnostics;
using Confluent.Kafka;

namespace KafkaAspire.ServiceDefaults.Kafka.Telemetry;

/// <summary>
/// A message for the moment in which it is handed to the client: with its span's context in the headers where it has one. Afterwards it is what it
/// was: whoever keeps a message and sends it again finds no old trace on it.
/// </summary>
internal readonly ref struct DressedMessage<TKey, TValue> : IDisposable
{
    private readonly Message<TKey, TValue> _message;
    private readonly Headers? _headers;

    public DressedMessage(ClientTelemetry client, string topic, Message<TKey, TValue> message)
    {
        _message = message;
        _headers = message.Headers;
        Span = SendSpan.Start(client, topic, message);
        IsStampedByClient = message.Timestamp.Type == TimestampType.NotAvailable;
        if (Span is null)
            return;
        message.Headers = TraceContext.Inject(Span, _headers);
        MessageSize.SpanInWork = Span;
    }

    public Activity? Span { get; }

    /// <summary>Whether the client stamps the message: its timestamp then says when it was sent, which spares a place to keep that.</summary>
    public bool IsStampedByClient { get; }

    public void Dispose()
    {
        if (Span is null)
            return;
        _message.Headers = _headers;
        MessageSize.SpanInWork = null;
    }
}

/// <summary>What the timestamp of a delivered message tells.</summary>
internal static class DressedMessage
{
    /// <summary>How long ago it was sent; null where the timestamp is the broker's, or was not asked for.</summary>
    public static TimeSpan? TimeSince(Timestamp sent)
    {
        if (sent.Type != TimestampType.CreateTime)
            return null;
        var took = DateTime.UtcNow - sent.UtcDateTime;
        return took > TimeSpan.Zero ? took : TimeSpan.Zero;
    }
}
