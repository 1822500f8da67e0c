using System.Diagnostics;
using Confluent.Kafka;

namespace KafkaAspire.ServiceDefaults.Kafka.Telemetry;

/// <summary>
/// The span <c>process {topic}</c> of one message, in its producer's trace. A message without a trace context starts none, so that what the
/// producer did not sample costs nothing here either.
/// </summary>
public static class ProcessSpan
{
    /// <summary>Starts the span as the current one; null where the message carries no sampled trace.</summary>
    /// <param name="result">The message.</param>
    /// <param name="group">The consumer group.</param>
    public static Activity? Start<TKey, TValue>(ConsumeResult<TKey, TValue> result, string group)
    {
        if (!KafkaTelemetry.Source.HasListeners() || result.Message.Headers is not { Count: > 0 } headers)
            return null;
        var producer = TraceContext.Extract(headers);
        if (producer.TraceId == default)
            return null;
        return KafkaTelemetry.Source.StartActivity("process " + result.Topic, ActivityKind.Consumer, producer)?
            .SetTag(MessagingAttributes.System, MessagingAttributes.Kafka)
            .SetTag(MessagingAttributes.OperationName, "process")
            .SetTag(MessagingAttributes.OperationType, "process")
            .SetTag(MessagingAttributes.Destination, result.Topic)
            .SetTag(MessagingAttributes.Partition, result.Partition.Value.ToString())
            .SetTag(MessagingAttributes.Offset, result.Offset.Value)
            .SetTag(MessagingAttributes.Key, result.Message.Key as string)
            .SetTag(MessagingAttributes.ConsumerGroup, group);
    }

    /// <summary>Records how long processing a batch took.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="group">The consumer group.</param>
    /// <param name="took">From the end of the poll to the settled batch.</param>
    /// <param name="error">The exception that ended it, if one did.</param>
    public static void Record(string topic, string group, TimeSpan took, Exception? error)
    {
        var tags = new TagList
        {
            { MessagingAttributes.System, MessagingAttributes.Kafka },
            { MessagingAttributes.OperationName, "process" },
            { MessagingAttributes.Destination, topic },
            { MessagingAttributes.ConsumerGroup, group },
        };
        if (error is not null)
            tags.Add(MessagingAttributes.ErrorType, error.GetType().FullName);
        KafkaTelemetry.ProcessDuration.Record(took.TotalSeconds, tags);
    }
}
