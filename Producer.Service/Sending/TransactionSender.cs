using System.Text;
using Confluent.Kafka;
using KafkaAspire.Contracts;
using KafkaAspire.Contracts.Journal;
using KafkaAspire.ServiceDefaults.Hosting;
using KafkaAspire.ServiceDefaults.Kafka;
using KafkaAspire.ServiceDefaults.Kafka.Access;

namespace Producer.Service.Sending;

/// <summary>
/// Sends transactions without waiting for each answer, a bounded number in flight, and counts and notes each when the brokers have acknowledged
/// it. Every source sends through it.
/// </summary>
internal sealed partial class TransactionSender : IDisposable
{
    private readonly IProducer<string, Transaction> _producer;
    private readonly MeasuringSerializer<Transaction> _serializer;
    private readonly Throttle _throttle;
    private readonly ProducerOptions _options;
    private readonly ServiceExit _exit;
    private readonly ILogger<TransactionSender> _logger;
    private readonly AcknowledgementJournal? _journal;
    private readonly Action<DeliveryReport<string, Transaction>> _onDelivered;
    private long _acknowledged;
    private long _failed;
    private long _refused;

    /// <exception cref="ServiceSettingException">The journal can't be written.</exception>
    public TransactionSender(
        IProducer<string, Transaction> producer, MeasuringSerializer<Transaction> serializer, Throttle throttle, ProducerOptions options, ServiceExit exit, ILogger<TransactionSender> logger)
    {
        _serializer = serializer;
        _producer = producer;
        _throttle = throttle;
        _options = options;
        _exit = exit;
        _logger = logger;
        // One delegate for all messages: a lambda per message would be an allocation per message.
        _onDelivered = OnDelivered;
        _journal = OpenJournal(options);
    }

    /// <summary>Messages that were given up: not acknowledged within the delivery timeout, or refused by the brokers.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Messages that the brokers have acknowledged.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>Sends one transaction as soon as there is room for it. For one sending thread.</summary>
    /// <exception cref="OperationCanceledException">The service stops; the transaction was not sent.</exception>
    public void Send(Transaction transaction, CancellationToken cancellationToken)
    {
        _throttle.Enter(cancellationToken);
        Produce(transaction, _onDelivered);
    }

    /// <summary>The same for a source that wants to hear of what is refused.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="onRefused">Told why the brokers will never take it as it is, if so; before <see cref="Flush"/> returns.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The service stops; the transaction was not sent.</exception>
    public void Send(Transaction transaction, Action<string> onRefused, CancellationToken cancellationToken)
    {
        _throttle.Enter(cancellationToken);
        Produce(transaction, report =>
        {
            if (FindRefusal(report) is { } refusal)
                onRefused(refusal);
            OnDelivered(report);
        });
    }

    /// <summary>Sends one transaction and gives the brokers' answer; null when too many are in flight already.</summary>
    public Task<DeliveryReport<string, Transaction>>? TrySend(Transaction transaction)
    {
        if (!_throttle.TryEnter())
            return null;
        var answer = new TaskCompletionSource<DeliveryReport<string, Transaction>>(TaskCreationOptions.RunContinuationsAsynchronously);
        Produce(transaction, report =>
        {
            OnDelivered(report);
            answer.SetResult(report);
        });
        return answer.Task;
    }

    /// <summary>Why the brokers will never take a transaction as it is, in one line; null where they took it, or may do so when it is sent again.</summary>
    public static string? FindRefusal(DeliveryReport<string, Transaction> report) => SizeRefusal.IsOne(report.Error)
        ? SizeRefusal.Describe(report.Error, Topics.Transactions.Name, Encoding.UTF8.GetByteCount(report.Message.Key) + TransactionJson.Write(report.Message.Value).Length)
        : null;

    /// <summary>Counts an input that was refused.</summary>
    public void CountRefused() => Interlocked.Increment(ref _refused);

    /// <summary>Waits until everything sent is acknowledged or given up.</summary>
    public void Flush(CancellationToken cancellationToken)
    {
        _producer.Flush(cancellationToken);
        _journal?.Flush();
    }

    /// <summary>Makes sure that what was acknowledged so far outlives a kill of this process.</summary>
    public void FlushJournal()
    {
        try
        {
            _journal?.Flush();
        }
        catch (IOException e)
        {
            FailJournal(e);
        }
    }

    public ProducerFigures ReadFigures() => new(
        _options.Name, _options.SourceName, Acknowledged, Failed, Interlocked.Read(ref _refused), _throttle.InFlight, _throttle.IsPaused, _serializer.Bytes);

    private void Produce(Transaction transaction, Action<DeliveryReport<string, Transaction>> onDelivered)
    {
        try
        {
            _producer.Produce(Topics.Transactions.Name, new() { Key = transaction.Account, Value = transaction }, onDelivered);
        }
        catch (ProduceException<string, Transaction> e)
        {
            // The client itself refused, for instance after a fatal error: no delivery report will come.
            onDelivered(new() { Message = e.DeliveryResult.Message, TopicPartitionOffsetError = new(e.DeliveryResult.TopicPartitionOffset, e.Error) });
        }
    }

    // Runs on the client's one polling thread.
    private void OnDelivered(DeliveryReport<string, Transaction> report)
    {
        if (report.Error.IsError)
        {
            // Nobody who asks again gets another answer until somebody gives an ACL. What was not acknowledged is told so to whoever sent it.
            if (AccessRefusal.Describe(report.Error, "Write", Topics.Transactions.Name) is { } forbidden)
                _exit.Fail(forbidden);
            // The first tells what is wrong; a million more would tell the same.
            if (Interlocked.Increment(ref _failed) == 1)
                LogFailure(report.Message.Value.Id, FindRefusal(report) ?? report.Error.Reason);
            // The client can't go on, for instance because it could not keep the order that idempotence promises: it would refuse everything for
            // ever. Whatever hosts this service starts another.
            if (report.Error.Code == ErrorCode.Local_Fatal)
                _exit.Fail("Kafka: the producer met an error that it can't recover from, and has to be started again");
        }
        else
        {
            Note(report);
            Interlocked.Increment(ref _acknowledged);
        }
        _throttle.Leave();
    }

    private void Note(DeliveryReport<string, Transaction> report)
    {
        try
        {
            _journal?.Add(report.Message.Value, report.Partition.Value, report.Offset.Value);
        }
        catch (IOException e)
        {
            FailJournal(e);
        }
    }

    private void FailJournal(IOException e) => _exit.Fail($"Producer:Journal:Directory \"{_options.Journal.Directory}\": {e.Message}");

    private static AcknowledgementJournal? OpenJournal(ProducerOptions options)
    {
        if (options.Journal.Directory.Length == 0)
            return null;
        try
        {
            return new(options.Journal.Directory, options.Name, options.Journal.KeepRecords);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ServiceSettingException($"Producer:Journal:Directory is \"{options.Journal.Directory}\"; a directory that can be written is needed: {e.Message}");
        }
    }

    public void Dispose() => _journal?.Dispose();

    [LoggerMessage(LogLevel.Error, "transaction {Id} was not acknowledged: {Reason}")]
    private partial void LogFailure(Guid id, string reason);
}

/// <summary>The answer of <c>GET /status</c>.</summary>
/// <param name="Name">The producer's name.</param>
/// <param name="Source">Where its transactions come from.</param>
/// <param name="Acknowledged">Messages acknowledged since the process started.</param>
/// <param name="Failed">Messages given up.</param>
/// <param name="Refused">Inputs that were no transactions.</param>
/// <param name="InFlight">Messages sent and not yet answered.</param>
/// <param name="Paused">Whether the source is paused.</param>
/// <param name="Bytes">Bytes of message values sent.</param>
internal sealed record ProducerFigures(string Name, string Source, long Acknowledged, long Failed, long Refused, int InFlight, bool Paused, long Bytes);
