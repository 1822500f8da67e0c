using System.Diagnostics;
using Confluent.Kafka;

namespace KafkaAspire.ServiceDefaults.Kafka.Telemetry;

/// <summary>The span <c>send {topic}</c> and the metrics of one sent message.</summary>
internal static class SendSpan
{
    /// <summary>Starts the span and writes its context into the headers; null, with the message untouched, when it is not sampled.</summary>
    public static Activity? Start<TKey, TValue>(string topic, Message<TKey, TValue> message)
    {
        if (!KafkaTelemetry.Source.HasListeners())
            return null;
        var parent = Activity.Current;
        var span = KafkaTelemetry.Source.StartActivity("send " + topic, ActivityKind.Producer);
        // It ends on another thread, at the acknowledgement: meanwhile it must not become the parent of what this thread does next.
        Activity.Current = parent;
        if (span is null)
            return null;
        if (span.IsAllDataRequested)
            span.SetTag(MessagingAttributes.System, MessagingAttributes.Kafka)
                .SetTag(MessagingAttributes.OperationName, "send")
                .SetTag(MessagingAttributes.OperationType, "send")
                .SetTag(MessagingAttributes.Destination, topic)
                .SetTag(MessagingAttributes.Key, message.Key as string);
        TraceContext.Inject(span, message.Headers ??= []);
        return span;
    }

    /// <summary>Adds where the broker put the message, or why it refused.</summary>
    public static void Describe(Activity? span, Partition partition, Offset offset, ErrorCode error)
    {
        if (span is null)
            return;
        if (error == ErrorCode.NoError)
            span.SetTag(MessagingAttributes.Partition, partition.Value.ToString()).SetTag(MessagingAttributes.Offset, offset.Value);
        else
            span.SetTag(MessagingAttributes.ErrorType, error.ToString()).SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>Counts the message and how long it took from its timestamp to its acknowledgement.</summary>
    public static void Count(string topic, Timestamp sentAt, ErrorCode error)
    {
        var tags = new TagList
        {
            { MessagingAttributes.System, MessagingAttributes.Kafka },
            { MessagingAttributes.OperationName, "send" },
            { MessagingAttributes.Destination, topic },
        };
        if (error != ErrorCode.NoError)
            tags.Add(MessagingAttributes.ErrorType, error.ToString());
        KafkaTelemetry.SentMessages.Add(1, tags);
        double seconds = (DateTime.UtcNow - sentAt.UtcDateTime).TotalSeconds;
        KafkaTelemetry.OperationDuration.Record(Math.Max(0, seconds), tags);
    }
}
