using System.Diagnostics;
using Confluent.Kafka;

namespace KafkaAspire.ServiceDefaults.Kafka.Telemetry;

/// <summary>The span <c>send {topic}</c> and the metrics of one sent message.</summary>
internal static class SendSpan
{
    /// <summary>Starts the span; null when it is not sampled. It does not become the current one.</summary>
    public static Activity? Start<TKey, TValue>(ClientTelemetry client, string topic, Message<TKey, TValue> message)
    {
        var parent = Activity.Current;
        var span = client.Start("send", "send", topic, ActivityKind.Producer);
        if (span is null)
            return null;
        // It ends on another thread, at the acknowledgement: meanwhile it must not become the parent of what this thread does next.
        Activity.Current = parent;
        span.SetTag(MessagingAttributes.Key, MessageKey.Text(message.Key));
        if (message.Value is null)
            span.SetTag(MessagingAttributes.Tombstone, true);
        // Anything else is measured by its serializer.
        if (message.Value is byte[] body)
            span.SetTag(MessagingAttributes.BodySize, body.Length);
        return span;
    }

    /// <summary>Adds where the broker put the message, or why it refused.</summary>
    public static void Describe(Activity span, Partition partition, Offset offset, Error error)
    {
        if (partition.Value >= 0)
            span.SetTag(MessagingAttributes.Partition, partition.Value.ToString());
        if (error.IsError)
            span.SetTag(MessagingAttributes.ErrorType, ErrorType.Of(error.Code)).SetStatus(ActivityStatusCode.Error, error.Reason);
        else if (offset.Value >= 0)
            span.SetTag(MessagingAttributes.Offset, offset.Value);
    }

    /// <summary>Counts the message, and how long it took to its acknowledgement where that is known.</summary>
    public static void Count(string topic, TimeSpan? took, ErrorCode error)
    {
        SentMessages.Count(topic, error);
        if (took is { } time)
            Record(topic, time, error);
    }

    /// <summary>The same for a message that the client stamped: only what is recorded is looked at at all.</summary>
    public static void Count(string topic, Timestamp sent, ErrorCode error)
    {
        SentMessages.Count(topic, error);
        if ((error != ErrorCode.NoError || DurationSample.Sends.Takes()) && DressedMessage.TimeSince(sent) is { } time)
            Record(topic, time, error);
    }

    private static void Record(string topic, TimeSpan took, ErrorCode error)
    {
        var tags = new TagList
        {
            { MessagingAttributes.System, MessagingAttributes.Kafka },
            { MessagingAttributes.OperationName, "send" },
            { MessagingAttributes.OperationType, "send" },
            { MessagingAttributes.Destination, topic },
        };
        if (error != ErrorCode.NoError)
            tags.Add(MessagingAttributes.ErrorType, ErrorType.Of(error));
        KafkaTelemetry.OperationDuration.Record(took.TotalSeconds, tags);
    }
}
