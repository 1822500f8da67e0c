using System.Diagnostics;
using Confluent.Kafka;

namespace KafkaAspire.ServiceDefaults.Kafka.Telemetry;

/// <summary>The span <c>poll {topic}</c>: one per batch, linked to the traces of its messages, without the wait for the first message.</summary>
internal static class PollSpan
{
    // A back end shows a handful of links; a span with thousands is refused by most.
    private const int MaxLinks = 32;

    public static Activity? Start(ClientTelemetry client, string topic, string group) =>
        client.Start("poll", "receive", topic, ActivityKind.Client)?.SetTag(MessagingAttributes.ConsumerGroup, group);

    public static void Finish<TKey, TValue>(
        Activity? span, string topic, string group, List<ConsumeResult<TKey, TValue>> batch, TimeSpan took, Error? error)
    {
        var tags = new TagList
        {
            { MessagingAttributes.System, MessagingAttributes.Kafka },
            { MessagingAttributes.OperationName, "poll" },
            { MessagingAttributes.Destination, topic },
            { MessagingAttributes.ConsumerGroup, group },
        };
        if (batch.Count > 0)
        {
            KafkaTelemetry.ConsumedMessages.Add(batch.Count, tags);
            KafkaTelemetry.BatchSize.Record(batch.Count, tags);
        }
        if (error is not null)
            tags.Add(MessagingAttributes.ErrorType, ErrorType.Of(error.Code));
        tags.Add(MessagingAttributes.OperationType, "receive");
        KafkaTelemetry.OperationDuration.Record(took.TotalSeconds, tags);
        if (span is null)
            return;
        span.SetTag(MessagingAttributes.BatchCount, batch.Count);
        if (error is not null)
            span.SetTag(MessagingAttributes.ErrorType, ErrorType.Of(error.Code)).SetStatus(ActivityStatusCode.Error, error.Reason);
        Link(span, batch);
    }

    private static void Link<TKey, TValue>(Activity span, List<ConsumeResult<TKey, TValue>> batch)
    {
        int links = 0;
        for (int i = 0; i < batch.Count && links < MaxLinks; i++)
            if (TraceContext.Extract(batch[i].Message.Headers).ActivityContext is { TraceId: var id } context && id != default)
            {
                span.AddLink(new(context));
                links++;
            }
    }
}
