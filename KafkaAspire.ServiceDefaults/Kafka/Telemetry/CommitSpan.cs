using System.Diagnostics;
using Confluent.Kafka;

namespace KafkaAspire.ServiceDefaults.Kafka.Telemetry;

/// <summary>The span <c>commit {topic}</c> and its duration.</summary>
internal static class CommitSpan
{
    public static Activity? Start(string topic, string group) =>
        KafkaTelemetry.Source.StartActivity("commit " + topic, ActivityKind.Client)?
            .SetTag(MessagingAttributes.System, MessagingAttributes.Kafka)
            .SetTag(MessagingAttributes.OperationName, "commit")
            .SetTag(MessagingAttributes.OperationType, "settle")
            .SetTag(MessagingAttributes.Destination, topic)
            .SetTag(MessagingAttributes.ConsumerGroup, group);

    public static void Finish(Activity? span, string topic, string group, ErrorCode error, TimeSpan took)
    {
        var tags = new TagList
        {
            { MessagingAttributes.System, MessagingAttributes.Kafka },
            { MessagingAttributes.OperationName, "commit" },
            { MessagingAttributes.Destination, topic },
            { MessagingAttributes.ConsumerGroup, group },
        };
        if (error != ErrorCode.NoError)
        {
            tags.Add(MessagingAttributes.ErrorType, error.ToString());
            span?.SetTag(MessagingAttributes.ErrorType, error.ToString()).SetStatus(ActivityStatusCode.Error);
        }
        KafkaTelemetry.OperationDuration.Record(took.TotalSeconds, tags);
    }
}
