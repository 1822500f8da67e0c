using Confluent.Kafka;
using Consumer.Service.Delivery;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Hosting;
using KafkaAspire.ServiceDefaults.Kafka;
using KafkaAspire.ServiceDefaults.Kafka.Access;

namespace Consumer.Service.Settlements;

/// <summary>
/// Writes each transaction on to the topic <c>settlements</c>. For exactly-once the records and the group's offsets are one Kafka transaction,
/// and the group's metadata fences a consumer that has lost its partitions (KIP-447). Readers use <c>read_committed</c>.
/// </summary>
internal sealed partial class SettlementSink(
    KafkaProducerFactory<byte[], Transaction> producers,
    InstrumentedConsumer<byte[], TransactionPayload> consumer,
    ConsumerOptions options,
    ReplicaIdentity replica,
    ILogger<SettlementSink> logger) : ISink, IDisposable
{
    /// <summary>
    /// How long brokers wait for a transaction whose producer was killed. Until then nobody reads past it: neither the readers of settlements nor
    /// the next owner of its partitions, who waits for the offsets in it.
    /// </summary>
    private static readonly TimeSpan TransactionTimeout = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // A replica that comes back under its name ends what it left open at once; without a name it waits for the timeout.
    private readonly string _transactionalId = $"{options.Group}-settlements-{replica.Name ?? Guid.NewGuid().ToString("N")}";
    private InstrumentedProducer<byte[], Transaction>? _producer;
    // Whether the last transaction was aborted: the next one may meet what it met.
    private bool _isToListen;

    // Not waited for where the service ends meanwhile: the client may be on its way to a broker that never lets it in.
    public Task OpenAsync(CancellationToken cancellationToken) => Task.Run(() => Permitted(() =>
    {
        Open(cancellationToken);
        return true;
    }), cancellationToken).WaitAsync(cancellationToken);

    public async Task<Outcome> ApplyAsync(Batch batch, CancellationToken cancellationToken)
    {
        var sends = batch.Handled.ConvertAll(handled =>
        {
            using var span = batch.Spans.Enter(handled.Message);
            return _producer!.ProduceAsync(Topics.Settlements.Name, Settlement(handled), cancellationToken);
        });
        try
        {
            await Task.WhenAll(sends);
        }
        catch (KafkaException e) when (Forbidden(e) is { } line)
        {
            throw new SinkException(line, e);
        }
        catch (ProduceException<byte[], Transaction>) when (RefusedSettlements.Find(batch, sends) is { } refused)
        {
            refused.StopPartitions();
        }
        return new(batch.Handled.Count, 0);
    }

    public Task<Outcome> ApplyWithOffsetsAsync(Batch batch, CancellationToken cancellationToken) =>
        Task.Run(() => Permitted(() => _isToListen ? TransactListening(batch, cancellationToken) : Transact(batch, null, cancellationToken)), cancellationToken);

    // What the brokers say of each message costs time and memory, so it is asked for only after a transaction that they did not take.
    private Outcome TransactListening(Batch batch, CancellationToken cancellationToken)
    {
        while (true)
        {
            var refused = new RefusedSettlements(batch);
            var outcome = Transact(batch, refused.OnDelivered, cancellationToken);
            // With one of these there was no commit. The other partitions are tried without theirs.
            if (!refused.StopPartitions())
                return outcome;
            if (batch.IsEmpty)
                return new(0, 0);
        }
    }

    private Outcome Transact(Batch batch, Action<DeliveryReport<byte[], Transaction>>? onDelivered, CancellationToken cancellationToken)
    {
        var producer = _producer!;
        try
        {
            producer.BeginTransaction();
            foreach (var handled in batch.Handled)
            {
                using var span = batch.Spans.Enter(handled.Message);
                producer.Produce(Topics.Settlements.Name, Settlement(handled), onDelivered);
            }
            Persist(() => producer.SendOffsetsToTransaction(batch.NextOffsets(), consumer.Client.ConsumerGroupMetadata, Patience), cancellationToken);
            // A commit that was begun can't be given up: it is repeated until the brokers say what became of it.
            Persist(() => producer.CommitTransaction(Patience), CancellationToken.None);
            _isToListen = false;
            return new(batch.Handled.Count, 0);
        }
        catch (OperationCanceledException)
        {
            Abort("cancelled");
            throw;
        }
        catch (KafkaException e) when (AccessRefusal.IsForbidden(e.Error))
        {
            // Another transaction would be aborted for the same reason. This one is ended by its timeout.
            throw;
        }
        catch (KafkaException e) when (e.Error.IsFatal)
        {
            return Replace(e);
        }
        catch (KafkaTxnRequiresAbortException e)
        {
            return Abort(e.Error.Reason);
        }
        catch (ProduceException<byte[], Transaction> e)
        {
            // The transaction failed in the background, and the next record is the first to be told so.
            return Abort(e.Error.Reason);
        }
    }

    private Outcome Abort(string reason)
    {
        _isToListen = true;
        try
        {
            Persist(() => _producer!.AbortTransaction(Patience), CancellationToken.None);
            return new(0, 0, $"transaction aborted: {reason}");
        }
        catch (KafkaException e) when (e.Error.IsFatal)
        {
            return Replace(e);
        }
    }

    // Fenced: its transaction timed out, or a replica of the same name was started. A new client goes on, or fences that one in turn.
    private Outcome Replace(KafkaException e)
    {
        LogReplaced(e.Error.Reason);
        _producer!.Dispose();
        Open(CancellationToken.None);
        return new(0, 0, $"producer fenced: {e.Error.Reason}");
    }

    // These calls go on where they were when they are made again.
    private void Persist(Action call, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
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

    private T Permitted<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (KafkaException e) when (Forbidden(e) is { } line)
        {
            throw new SinkException(line, e);
        }
    }

    private string? Forbidden(KafkaException e) => AccessRefusal.Describe(e.Error, "Write", Topics.Settlements.Name, options.Group, _transactionalId);

    private static Message<byte[], Transaction> Settlement(HandledMessage handled) =>
        new() { Key = handled.Message.Message.Key, Value = handled.Transaction };

    private void Open(CancellationToken cancellationToken)
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
            Persist(() => _producer.InitTransactions(Patience), cancellationToken);
    }

    public void Dispose() => _producer?.Dispose();

    [LoggerMessage(LogLevel.Warning, "transactional producer replaced: {Reason}")]
    private partial void LogReplaced(string reason);

    [LoggerMessage(LogLevel.Warning, "transaction: {Reason}; trying again")]
    private partial void LogRetry(string reason);
}
