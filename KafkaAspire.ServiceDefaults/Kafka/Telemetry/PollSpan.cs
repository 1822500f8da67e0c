using System.Diagnostics;
using Confluent.Kafka;

namespace KafkaAspire.ServiceDefaults.Kafka.Telemetry;

/// <summary>The span <c>poll {topic}</c>: one per batch, linked to the traces of its messages, without the wait for the first message.</summary>
internal static class PollSpan
{
    // A back end shows a handful of links; a span with thousands is refused by most.
    private const int MaxLinks = 32;

    public static Activity? Start(string topic, string group) =>
        KafkaTelemetry.Source.StartActivity("poll " + topic, ActivityKind.Client)?
            .SetTag(MessagingAttributes.System, MessagingAttributes.Kafka)
            .SetTag(MessagingAttributes.OperationName, "poll")
            .SetTag(MessagingAttributes.OperationType, "receive")
            .SetTag(MessagingAttributes.Destination, topic)
            .SetTag(MessagingAttributes.ConsumerGroup, group);

    public static void Finish<TKey, TValue>(Activity? span, string topic, string group, List<ConsumeResult<TKey, TValue>> batch, TimeSpan took)
    {
        var tags = new TagList
        {
            { MessagingAttributes.System, MessagingAttributes.Kafka },
            { MessagingAttributes.OperationName, "poll" },
            { MessagingAttributes.Destination, topic },
            { MessagingAttributes.ConsumerGroup, group },
        };
        KafkaTelemetry.ConsumedMessages.Add(batch.Count, tags);
        KafkaTelemetry.OperationDuration.Record(took.TotalSeconds, tags);
        if (span is null)
            return;
        span.SetTag(MessagingAttributes.BatchCount, batch.Count);
        int links = 0;
        for (int i = 0; i < batch.Count && links < MaxLinks; i++)
            if (TraceContext.Extract(batch[i].Message.Headers) is { TraceId: var id } context && id != default)
            {
                span.AddLink(new(context));
                links++;
            }
    }
}
