using System.Diagnostics;
using Confluent.Kafka;

namespace KafkaAspire.ServiceDefaults.Kafka.Telemetry;

/// <summary>
/// A message for the moment in which it is handed to the client: with a timestamp, and with its span's context in the headers where it has one.
/// Afterwards it is what it was: whoever keeps a message and sends it again finds no old trace on it.
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
        Started = Stopwatch.GetTimestamp();
        if (Span is not null)
        {
            message.Headers = TraceContext.Inject(Span, _headers);
            MessageSize.SpanInWork = Span;
        }
        IsStamped = message.Timestamp.Type == TimestampType.NotAvailable;
        if (IsStamped)
            message.Timestamp = new Timestamp(DateTime.UtcNow);
    }

    public Activity? Span { get; }

    public long Started { get; }

    /// <summary>Whether the timestamp says when the message was sent, which spares a place to keep that.</summary>
    public bool IsStamped { get; }

    public void Dispose()
    {
        if (IsStamped)
            _message.Timestamp = default;
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
