using System.Diagnostics;
using Confluent.Kafka;
using KafkaAspire.ServiceDefaults.Kafka.Telemetry;
using KafkaAspire.ServiceDefaults.Kafka.Telemetry.Statistics;

namespace KafkaAspire.ServiceDefaults.Kafka;

/// <summary>
/// A producer whose spans end, and whose messages count, when the broker has <b>acknowledged</b> them. A message that is not sampled gets no
/// header, and costs no allocation as long as the caller passes one and the same delivery handler and leaves the timestamp to the client.
/// </summary>
public sealed class InstrumentedProducer<TKey, TValue> : IProducer<TKey, TValue>
{
    private readonly IProducer<TKey, TValue> _inner;
    private readonly ClientTelemetry _telemetry;
    private readonly MessagesInFlight _inFlight;
    private CountingHandler? _lastHandler;

    internal InstrumentedProducer(IProducer<TKey, TValue> inner, ClientTelemetry telemetry)
    {
        _inner = inner;
        _telemetry = telemetry;
        _inFlight = new(telemetry.ClientId);
    }

    /// <inheritdoc />
    public Handle Handle => _inner.Handle;

    /// <inheritdoc />
    public string Name => _inner.Name;

    /// <inheritdoc />
    public void Produce(string topic, Message<TKey, TValue> message, Action<DeliveryReport<TKey, TValue>>? deliveryHandler = null) =>
        Produce(new TopicPartition(topic, Partition.Any), message, deliveryHandler);

    /// <inheritdoc />
    public void Produce(TopicPartition topicPartition, Message<TKey, TValue> message, Action<DeliveryReport<TKey, TValue>>? deliveryHandler = null)
    {
        using var dressed = new DressedMessage<TKey, TValue>(_telemetry, topicPartition.Topic, message);
        var span = dressed.Span;
        _inFlight.Add();
        try
        {
            _inner.Produce(topicPartition, message, span is null && dressed.IsStampedByClient ? Counted(deliveryHandler) : Followed(span, Stopwatch.GetTimestamp(), deliveryHandler));
        }
        catch (ProduceException<TKey, TValue> e)
        {
            // The client itself refused, at once: no delivery report will come.
            Finish(span, topicPartition.Topic, e.DeliveryResult.TopicPartitionOffset, e.Error, TimeSpan.Zero);
            throw;
        }
    }

    /// <inheritdoc />
    public Task<DeliveryResult<TKey, TValue>> ProduceAsync(string topic, Message<TKey, TValue> message, CancellationToken cancellationToken = default) =>
        ProduceAsync(new TopicPartition(topic, Partition.Any), message, cancellationToken);

    /// <inheritdoc />
    public Task<DeliveryResult<TKey, TValue>> ProduceAsync(TopicPartition topicPartition, Message<TKey, TValue> message, CancellationToken cancellationToken = default)
    {
        using var dressed = new DressedMessage<TKey, TValue>(_telemetry, topicPartition.Topic, message);
        _inFlight.Add();
        return FollowAsync(dressed.Span, Stopwatch.GetTimestamp(), topicPartition, _inner.ProduceAsync(topicPartition, message, cancellationToken));
    }

    private async Task<DeliveryResult<TKey, TValue>> FollowAsync(
        Activity? span, long started, TopicPartition place, Task<DeliveryResult<TKey, TValue>> sending)
    {
        try
        {
            var result = await sending;
            Finish(span, place.Topic, result.TopicPartitionOffset, NoError, Stopwatch.GetElapsedTime(started));
            return result;
        }
        catch (ProduceException<TKey, TValue> e)
        {
            Finish(span, place.Topic, e.DeliveryResult.TopicPartitionOffset, e.Error, Stopwatch.GetElapsedTime(started));
            throw;
        }
        catch (OperationCanceledException)
        {
            // Nobody waits any more; the message itself may still arrive.
            Finish(span, place.Topic, new(place, Offset.Unset), Cancelled, Stopwatch.GetElapsedTime(started));
            throw;
        }
    }

    private static readonly Error NoError = new(ErrorCode.NoError);
    private static readonly Error Cancelled = new(ErrorCode.Local_Destroy, "no longer waited for");

    private void Finish(Activity? span, string topic, TopicPartitionOffset place, Error error, TimeSpan? took)
    {
        _inFlight.Remove();
        SendSpan.Count(topic, took, error.Code);
        if (span is null)
            return;
        SendSpan.Describe(span, place.Partition, place.Offset, error);
        span.Dispose();
    }

    private Action<DeliveryReport<TKey, TValue>> Counted(Action<DeliveryReport<TKey, TValue>>? handler)
    {
        var last = _lastHandler;
        if (last is null || !ReferenceEquals(last.Handler, handler))
            _lastHandler = last = new(this, handler);
        return last.OnDelivered;
    }

    private Action<DeliveryReport<TKey, TValue>> Followed(Activity? span, long started, Action<DeliveryReport<TKey, TValue>>? handler) => report =>
    {
        Finish(span, report.Topic, report.TopicPartitionOffset, report.Error, Stopwatch.GetElapsedTime(started));
        handler?.Invoke(report);
    };

    /// <summary>Counts, then calls the application: made once per handler, not once per message.</summary>
    private sealed class CountingHandler
    {
        public CountingHandler(InstrumentedProducer<TKey, TValue> producer, Action<DeliveryReport<TKey, TValue>>? handler)
        {
            Handler = handler;
            OnDelivered = report =>
            {
                producer._inFlight.Remove();
                SendSpan.Count(report.Topic, report.Timestamp, report.Error.Code);
                handler?.Invoke(report);
            };
        }

        public Action<DeliveryReport<TKey, TValue>>? Handler { get; }

        public Action<DeliveryReport<TKey, TValue>> OnDelivered { get; }
    }

    /// <inheritdoc />
    public int AddBrokers(string brokers) => _inner.AddBrokers(brokers);

    /// <inheritdoc />
    public void SetSaslCredentials(string username, string password) => _inner.SetSaslCredentials(username, password);

    /// <inheritdoc />
    public int Poll(TimeSpan timeout) => _inner.Poll(timeout);

    /// <inheritdoc />
    public int Flush(TimeSpan timeout) => _inner.Flush(timeout);

    /// <inheritdoc />
    public void Flush(CancellationToken cancellationToken = default) => _inner.Flush(cancellationToken);

    /// <inheritdoc />
    public void InitTransactions(TimeSpan timeout) => _inner.InitTransactions(timeout);

    /// <inheritdoc />
    public void BeginTransaction() => _inner.BeginTransaction();

    /// <inheritdoc />
    public void CommitTransaction(TimeSpan timeout) => _inner.CommitTransaction(timeout);

    /// <inheritdoc />
    public void CommitTransaction() => _inner.CommitTransaction();

    /// <inheritdoc />
    public void AbortTransaction(TimeSpan timeout) => _inner.AbortTransaction(timeout);

    /// <inheritdoc />
    public void AbortTransaction() => _inner.AbortTransaction();

    /// <inheritdoc />
    public void SendOffsetsToTransaction(IEnumerable<TopicPartitionOffset> offsets, IConsumerGroupMetadata groupMetadata, TimeSpan timeout) =>
        _inner.SendOffsetsToTransaction(offsets, groupMetadata, timeout);

    /// <inheritdoc />
    public void Dispose()
    {
        _inFlight.Dispose();
        StatisticsMetrics.Forget(_telemetry.ClientId);
        _inner.Dispose();
    }
}
