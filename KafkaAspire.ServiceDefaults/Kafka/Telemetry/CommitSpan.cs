using System.Diagnostics;
using Confluent.Kafka;

namespace KafkaAspire.ServiceDefaults.Kafka.Telemetry;

/// <summary>The span <c>commit {topic}</c> and its duration.</summary>
internal static class CommitSpan
{
    public static Activity? Start(ClientTelemetry client, string topic, string group) =>
        client.Start("commit", "settle", topic, ActivityKind.Client)?.SetTag(MessagingAttributes.ConsumerGroup, group);

    public static void Finish(Activity? span, string topic, string group, Error? error, TimeSpan took)
    {
        var tags = new TagList
        {
            { MessagingAttributes.System, MessagingAttributes.Kafka },
            { MessagingAttributes.OperationName, "commit" },
            { MessagingAttributes.OperationType, "settle" },
            { MessagingAttributes.Destination, topic },
            { MessagingAttributes.ConsumerGroup, group },
        };
        if (error is not null)
        {
            tags.Add(MessagingAttributes.ErrorType, ErrorType.Of(error.Code));
            span?.SetTag(MessagingAttributes.ErrorType, ErrorType.Of(error.Code)).SetStatus(ActivityStatusCode.Error, error.Reason);
        }
        KafkaTelemetry.OperationDuration.Record(took.TotalSeconds, tags);
    }
}
