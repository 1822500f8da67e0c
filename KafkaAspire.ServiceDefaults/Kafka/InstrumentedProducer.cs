using System.Diagnostics;
using Confluent.Kafka;
using KafkaAspire.ServiceDefaults.Kafka.Telemetry;

namespace KafkaAspire.ServiceDefaults.Kafka;

/// <summary>
/// A producer whose spans end, and whose messages count, when the broker has <b>acknowledged</b> them. A message that is not sampled gets no
/// header, and costs no allocation as long as the caller passes one and the same delivery handler.
/// </summary>
/// <param name="inner">The client that does the work; disposed with this one.</param>
public sealed class InstrumentedProducer<TKey, TValue>(IProducer<TKey, TValue> inner) : IProducer<TKey, TValue>
{
    private CountingHandler? _lastHandler;

    /// <inheritdoc />
    public Handle Handle => inner.Handle;

    /// <inheritdoc />
    public string Name => inner.Name;

    /// <inheritdoc />
    public void Produce(string topic, Message<TKey, TValue> message, Action<DeliveryReport<TKey, TValue>>? deliveryHandler = null)
    {
        Stamp(message);
        var span = SendSpan.Start(topic, message);
        inner.Produce(topic, message, span is null ? Counted(deliveryHandler) : Traced(span, deliveryHandler));
    }

    /// <inheritdoc />
    public void Produce(TopicPartition topicPartition, Message<TKey, TValue> message, Action<DeliveryReport<TKey, TValue>>? deliveryHandler = null)
    {
        Stamp(message);
        var span = SendSpan.Start(topicPartition.Topic, message);
        inner.Produce(topicPartition, message, span is null ? Counted(deliveryHandler) : Traced(span, deliveryHandler));
    }

    /// <inheritdoc />
    public Task<DeliveryResult<TKey, TValue>> ProduceAsync(string topic, Message<TKey, TValue> message, CancellationToken cancellationToken = default) =>
        ProduceAsync(topic, message, () => inner.ProduceAsync(topic, message, cancellationToken));

    /// <inheritdoc />
    public Task<DeliveryResult<TKey, TValue>> ProduceAsync(TopicPartition topicPartition, Message<TKey, TValue> message, CancellationToken cancellationToken = default) =>
        ProduceAsync(topicPartition.Topic, message, () => inner.ProduceAsync(topicPartition, message, cancellationToken));

    private static async Task<DeliveryResult<TKey, TValue>> ProduceAsync(
        string topic, Message<TKey, TValue> message, Func<Task<DeliveryResult<TKey, TValue>>> produce)
    {
        Stamp(message);
        using var span = SendSpan.Start(topic, message);
        try
        {
            var result = await produce();
            SendSpan.Count(topic, message.Timestamp, ErrorCode.NoError);
            SendSpan.Describe(span, result.Partition, result.Offset, ErrorCode.NoError);
            return result;
        }
        catch (ProduceException<TKey, TValue> e)
        {
            SendSpan.Count(topic, message.Timestamp, e.Error.Code);
            SendSpan.Describe(span, e.DeliveryResult.Partition, e.DeliveryResult.Offset, e.Error.Code);
            throw;
        }
    }

    // The duration is measured from the message's own timestamp, which also spares a place to keep it.
    private static void Stamp(Message<TKey, TValue> message)
    {
        if (message.Timestamp.Type == TimestampType.NotAvailable)
            message.Timestamp = new Timestamp(DateTime.UtcNow);
    }

    private Action<DeliveryReport<TKey, TValue>> Counted(Action<DeliveryReport<TKey, TValue>>? handler)
    {
        var last = _lastHandler;
        if (last is null || !ReferenceEquals(last.Handler, handler))
            _lastHandler = last = new(handler);
        return last.OnDelivered;
    }

    private static Action<DeliveryReport<TKey, TValue>> Traced(Activity span, Action<DeliveryReport<TKey, TValue>>? handler) => report =>
    {
        SendSpan.Count(report.Topic, report.Timestamp, report.Error.Code);
        SendSpan.Describe(span, report.Partition, report.Offset, report.Error.Code);
        span.Dispose();
        handler?.Invoke(report);
    };

    /// <summary>Counts, then calls the application: made once per handler, not once per message.</summary>
    private sealed class CountingHandler
    {
        public CountingHandler(Action<DeliveryReport<TKey, TValue>>? handler)
        {
            Handler = handler;
            OnDelivered = report =>
            {
                SendSpan.Count(report.Topic, report.Timestamp, report.Error.Code);
                handler?.Invoke(report);
            };
        }

        public Action<DeliveryReport<TKey, TValue>>? Handler { get; }

        public Action<DeliveryReport<TKey, TValue>> OnDelivered { get; }
    }

    /// <inheritdoc />
    public int AddBrokers(string brokers) => inner.AddBrokers(brokers);

    /// <inheritdoc />
    public void SetSaslCredentials(string username, string password) => inner.SetSaslCredentials(username, password);

    /// <inheritdoc />
    public int Poll(TimeSpan timeout) => inner.Poll(timeout);

    /// <inheritdoc />
    public int Flush(TimeSpan timeout) => inner.Flush(timeout);

    /// <inheritdoc />
    public void Flush(CancellationToken cancellationToken = default) => inner.Flush(cancellationToken);

    /// <inheritdoc />
    public void InitTransactions(TimeSpan timeout) => inner.InitTransactions(timeout);

    /// <inheritdoc />
    public void BeginTransaction() => inner.BeginTransaction();

    /// <inheritdoc />
    public void CommitTransaction(TimeSpan timeout) => inner.CommitTransaction(timeout);

    /// <inheritdoc />
    public void CommitTransaction() => inner.CommitTransaction();

    /// <inheritdoc />
    public void AbortTransaction(TimeSpan timeout) => inner.AbortTransaction(timeout);

    /// <inheritdoc />
    public void AbortTransaction() => inner.AbortTransaction();

    /// <inheritdoc />
    public void SendOffsetsToTransaction(IEnumerable<TopicPartitionOffset> offsets, IConsumerGroupMetadata groupMetadata, TimeSpan timeout) =>
        inner.SendOffsetsToTransaction(offsets, groupMetadata, timeout);

    /// <inheritdoc />
    public void Dispose() => inner.Dispose();
}
