using System.Diagnostics;
using Confluent.Kafka;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;

namespace KafkaAspire.ServiceDefaults.Kafka.Telemetry;

/// <summary>
/// The spans <c>process {topic}</c> of a batch's sampled messages, each in its producer's trace. A message without a sampled trace context has none,
/// so that what the producer did not sample costs nothing here either. None of them is the current span until its message is worked on: see
/// <see cref="Enter"/>.
/// </summary>
public sealed class ProcessSpans<TKey, TValue>
{
    private readonly Dictionary<ConsumeResult<TKey, TValue>, (Activity Span, Baggage Baggage)> _spans = [];
    private long _started;
    private string _topic = "";
    private string _group = "";

    /// <summary>The spans that are open.</summary>
    public IEnumerable<Activity> Open => _spans.Values.Select(message => message.Span);

    /// <summary>How many are open.</summary>
    public int Count => _spans.Count;

    /// <summary>Starts the spans of a batch's sampled messages, and the batch's clock.</summary>
    /// <param name="consumer">Who polled them.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="messages">The batch.</param>
    public void Start(InstrumentedConsumer<TKey, TValue> consumer, string topic, List<ConsumeResult<TKey, TValue>> messages)
    {
        (_started, _topic, _group) = (Stopwatch.GetTimestamp(), topic, consumer.Group);
        if (!KafkaTelemetry.Source.HasListeners())
            return;
        foreach (var message in messages)
            if (message.Message.Headers is { Count: > 0 } headers)
                Start(consumer, message, TraceContext.Extract(headers));
    }

    /// <summary>Makes a message's span the current one, and its baggage with it, until the scope is disposed. Nothing happens for one without.</summary>
    /// <param name="message">The message.</param>
    public Scope Enter(ConsumeResult<TKey, TValue> message) =>
        _spans.Count > 0 && _spans.TryGetValue(message, out var entered) ? new(entered.Span, entered.Baggage) : default;

    /// <summary>Marks every message that has not failed by itself as failed by an exception.</summary>
    /// <param name="exception">What ended the batch.</param>
    public void Fail(Exception exception)
    {
        foreach (var span in Open.Where(span => span.Status != ActivityStatusCode.Error))
            ProcessSpan.Fail(span, exception);
    }

    /// <summary>Marks every message that has not failed by itself as failed.</summary>
    /// <param name="type">The class of the error, one of few.</param>
    /// <param name="detail">One line.</param>
    public void Fail(string type, string detail)
    {
        foreach (var span in Open.Where(span => span.Status != ActivityStatusCode.Error))
            ProcessSpan.Fail(span, type, detail);
    }

    /// <summary>Ends the spans, and records how long the batch took.</summary>
    /// <param name="errorType">Why the batch failed; null if it did not.</param>
    public void End(string? errorType)
    {
        foreach (var span in Open)
            span.Dispose();
        _spans.Clear();
        var tags = new TagList
        {
            { MessagingAttributes.System, MessagingAttributes.Kafka },
            { MessagingAttributes.OperationName, "process" },
            { MessagingAttributes.Destination, _topic },
            { MessagingAttributes.ConsumerGroup, _group },
        };
        if (errorType is not null)
            tags.Add(MessagingAttributes.ErrorType, errorType);
        KafkaTelemetry.ProcessDuration.Record(Stopwatch.GetElapsedTime(_started).TotalSeconds, tags);
    }

    private void Start(InstrumentedConsumer<TKey, TValue> consumer, ConsumeResult<TKey, TValue> message, PropagationContext producer)
    {
        if (!producer.ActivityContext.TraceFlags.HasFlag(ActivityTraceFlags.Recorded))
            return;
        var current = Activity.Current;
        var span = consumer.Telemetry.Start("process", "process", message.Topic, ActivityKind.Consumer, producer.ActivityContext);
        Activity.Current = current;
        if (span is null)
            return;
        span.SetTag(MessagingAttributes.ConsumerGroup, consumer.Group)
            .SetTag(MessagingAttributes.Partition, message.Partition.Value.ToString())
            .SetTag(MessagingAttributes.Offset, message.Offset.Value)
            .SetTag(MessagingAttributes.Key, MessageKey.Text(message.Message.Key))
            .AddLink(new(producer.ActivityContext));
        _spans[message] = (span, producer.Baggage);
    }

    /// <summary>While it lasts, a message's span is the current one.</summary>
    public readonly struct Scope : IDisposable
    {
        private readonly bool _entered;
        private readonly Activity? _span;
        private readonly Baggage _baggage;

        internal Scope(Activity span, Baggage baggage)
        {
            (_entered, _span, _baggage) = (true, Activity.Current, Baggage.Current);
            Activity.Current = span;
            Baggage.Current = baggage;
        }

        /// <inheritdoc />
        public void Dispose()
        {
            if (!_entered)
                return;
            Activity.Current = _span;
            Baggage.Current = _baggage;
        }
    }
}
