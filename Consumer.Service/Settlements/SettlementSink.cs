using Confluent.Kafka;
using Consumer.Service.Delivery;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Kafka;

namespace Consumer.Service.Settlements;

/// <summary>
/// Writes each transaction on to the topic <c>settlements</c>. For exactly-once the records and the group's offsets are one Kafka transaction,
/// and the group's metadata fences a consumer that has lost its partitions (KIP-447). Readers use <c>read_committed</c>.
/// </summary>
internal sealed partial class SettlementSink(
    KafkaProducerFactory<byte[], Transaction> producers,
    InstrumentedConsumer<byte[], TransactionPayload> consumer,
    ConsumerOptions options,
    ILogger<SettlementSink> logger) : ISink, IDisposable
{
    /// <summary>
    /// How long brokers wait for a transaction whose producer was killed. Until then nobody reads past it: neither the readers of settlements nor
    /// the next owner of its partitions, who waits for the offsets in it.
    /// </summary>
    private static readonly TimeSpan TransactionTimeout = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _transactionalId = $"{options.Group}-settlements-{Guid.NewGuid():N}";
    private InstrumentedProducer<byte[], Transaction>? _producer;

    public async Task OpenAsync(CancellationToken cancellationToken) => await Task.Run(Open, cancellationToken);

    public async Task<Outcome> ApplyAsync(Batch batch, CancellationToken cancellationToken)
    {
        var sends = batch.Transactions.Select(message =>
            _producer!.ProduceAsync(Topics.Settlements.Name, Settlement(message), cancellationToken)).ToList();
        await Task.WhenAll(sends);
        return new(sends.Count, 0);
    }

    public Task<Outcome> ApplyWithOffsetsAsync(Batch batch, CancellationToken cancellationToken) => Task.Run(() => Transact(batch), cancellationToken);

    private Outcome Transact(Batch batch)
    {
        var producer = _producer!;
        try
        {
            producer.BeginTransaction();
            int count = 0;
            foreach (var message in batch.Transactions)
            {
                producer.Produce(Topics.Settlements.Name, Settlement(message));
                count++;
            }
            Persist(() => producer.SendOffsetsToTransaction(batch.NextOffsets(), consumer.Client.ConsumerGroupMetadata, Patience));
            Persist(() => producer.CommitTransaction(Patience));
            return new(count, 0);
        }
        catch (KafkaTxnRequiresAbortException e)
        {
            Persist(() => producer.AbortTransaction(Patience));
            return new(0, 0, $"transaction aborted: {e.Error.Reason}");
        }
        catch (KafkaException e) when (e.Error.IsFatal)
        {
            // Fenced: the brokers gave this transactional id to nobody else, they only timed its transaction out. A new client goes on.
            LogReplaced(e.Error.Reason);
            producer.Dispose();
            Open();
            return new(0, 0, $"producer fenced: {e.Error.Reason}");
        }
    }

    // These calls go on where they were when they are made again.
    private void Persist(Action call)
    {
        while (true)
        {
            try
            {
                call();
                return;
            }
            catch (KafkaRetriableException e)
            {
                LogRetry(e.Error.Reason);
            }
        }
    }

    private static Message<byte[], Transaction> Settlement(ConsumeResult<byte[], TransactionPayload> message) =>
        new() { Key = message.Message.Key, Value = message.Message.Value.Transaction! };

    private void Open()
    {
        bool transactional = options.Delivery == DeliveryMode.ExactlyOnce;
        _producer = producers.Create(config =>
        {
            if (!transactional)
                return;
            config.TransactionalId = _transactionalId;
            config.TransactionTimeoutMs = (int)TransactionTimeout.TotalMilliseconds;
            // librdkafka (issue 5456) waits for ever on a coordinator that died and left the metadata, unless its connection may grow idle.
            config.ConnectionsMaxIdleMs = 5_000;
        });
        if (transactional)
            Persist(() => _producer.InitTransactions(Patience));
    }

    public void Dispose() => _producer?.Dispose();

    [LoggerMessage(LogLevel.Warning, "transactional producer replaced: {Reason}")]
    private partial void LogReplaced(string reason);

    [LoggerMessage(LogLevel.Warning, "transaction: {Reason}; trying again")]
    private partial void LogRetry(string reason);
}
