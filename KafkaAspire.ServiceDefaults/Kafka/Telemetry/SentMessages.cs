using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Confluent.Kafka;

namespace KafkaAspire.ServiceDefaults.Kafka.Telemetry;

/// <summary>
/// The messages of one topic with one outcome. Counted beside the instrument, which is asked once per export only: an instrument looks its attributes
/// up at each message.
/// </summary>
internal sealed class SentMessages
{
    private static readonly ConcurrentDictionary<(string Topic, ErrorCode Error), SentMessages> All = new();
    private static SentMessages? _last;
    private readonly string _topic;
    private readonly ErrorCode _error;
    private long _count;

    static SentMessages() => KafkaTelemetry.Meter.CreateObservableCounter(
        "messaging.client.sent.messages", Measure, "{message}", "Messages that the brokers acknowledged, or refused (error.type).");

    private SentMessages(string topic, ErrorCode error)
    {
        _topic = topic;
        _error = error;
    }

    public static void Count(string topic, ErrorCode error)
    {
        // Most often the same topic as before: a look-up for each message would be ten times the count.
        var sent = _last;
        if (sent is null || sent._error != error || sent._topic != topic)
            _last = sent = All.GetOrAdd((topic, error), static outcome => new(outcome.Topic, outcome.Error));
        Interlocked.Increment(ref sent._count);
    }

    private static IEnumerable<Measurement<long>> Measure() => All.Values.Select(sent => new Measurement<long>(Interlocked.Read(ref sent._count), sent.Tags()));

    private KeyValuePair<string, object?>[] Tags()
    {
        KeyValuePair<string, object?>[] tags =
        [
            new(MessagingAttributes.System, MessagingAttributes.Kafka),
            new(MessagingAttributes.OperationName, "send"),
            new(MessagingAttributes.Destination, _topic),
        ];
        return _error == ErrorCode.NoError ? tags : [.. tags, new(MessagingAttributes.ErrorType, ErrorType.Of(_error))];
    }
}
