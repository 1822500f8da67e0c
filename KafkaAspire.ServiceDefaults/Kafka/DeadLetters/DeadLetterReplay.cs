using Confluent.Kafka;
using KafkaAspire.Contracts.DeadLetters;
using KafkaAspire.ServiceDefaults.Kafka.Access;

namespace KafkaAspire.ServiceDefaults.Kafka.DeadLetters;

/// <summary>
/// Sends dead letters back to where they came from, each once. A copy and its receipt, a record in the dead-letter topic itself, are one Kafka
/// transaction, so a replay that is killed leaves both or neither; and all replays of a topic share one transactional id, so a second one
/// fences the first before it reads the receipts.
/// </summary>
/// <param name="producers">Makes the transactional producer.</param>
/// <param name="topic">The dead-letter topic.</param>
/// <param name="clock">Dates the receipts.</param>
public sealed class DeadLetterReplay(KafkaProducerFactory<byte[]?, byte[]?> producers, string topic, TimeProvider clock)
{
    private const int LettersPerTransaction = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Replays what matches.</summary>
    /// <param name="open">Opens the log, once no other replay writes to it any more.</param>
    /// <param name="filter">Which letters.</param>
    /// <param name="report">Told how many letters went back, each time some did.</param>
    /// <param name="cancellationToken">Ends it between two transactions.</param>
    /// <exception cref="KafkaException">The brokers did not take it. What was reported went back.</exception>
    public ReplayResult Run(Func<LetterLog> open, LetterFilter filter, Action<int> report, CancellationToken cancellationToken)
    {
        using var producer = producers.Create(config =>
        {
            config.TransactionalId = $"replay-{topic}";
            // Readers of the topic wait that long for a replay that was killed, unless another one is started.
            config.TransactionTimeoutMs = 10_000;
            config.MessageTimeoutMs = 10_000;
        });
        producer.InitTransactions(Patience);
        var selection = new LetterSelection(open(), filter, cancellationToken);
        foreach (var letters in selection.Select().Chunk(LettersPerTransaction))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Send(producer, letters);
            report(letters.Length);
        }
        return selection.Result;
    }

    private void Send(InstrumentedProducer<byte[]?, byte[]?> producer, ConsumeResult<byte[]?, byte[]?>[] letters)
    {
        producer.BeginTransaction();
        try
        {
            foreach (var letter in letters)
            {
                var origin = DeadLetterHeaders.FindOrigin(letter.Message.Headers)!;
                // The key decides on the partition, as it did the first time; without one it stays where it was.
                producer.Produce(letter.Message.Key is null ? origin.TopicPartition : new(origin.Topic, Partition.Any), Original(letter));
                producer.Produce(letter.TopicPartition, Receipt(letter, origin));
            }
            producer.CommitTransaction(Patience);
        }
        catch (KafkaException e) when (!e.Error.IsFatal)
        {
            Abort(producer, e.Error);
            throw;
        }
    }

    private static void Abort(InstrumentedProducer<byte[]?, byte[]?> producer, Error reason)
    {
        try
        {
            producer.AbortTransaction(Patience);
        }
        catch (KafkaException) when (AccessRefusal.IsForbidden(reason))
        {
            // To the broker a transaction that was allowed no topic never began, and it refuses to end it. What is to be told is why.
        }
    }

    private static Message<byte[]?, byte[]?> Original(ConsumeResult<byte[]?, byte[]?> letter)
    {
        var headers = new Headers();
        foreach (var header in letter.Message.Headers)
            if (!header.Key.StartsWith(DeadLetterHeaders.Prefix, StringComparison.Ordinal))
                headers.Add(header.Key, header.GetValueBytes());
        return new() { Key = letter.Message.Key, Value = letter.Message.Value, Headers = headers };
    }

    private Message<byte[]?, byte[]?> Receipt(ConsumeResult<byte[]?, byte[]?> letter, TopicPartitionOffset origin)
    {
        var headers = new Headers();
        DeadLetterHeaders.AddOrigin(headers, origin);
        DeadLetterHeaders.Add(headers, DeadLetterHeaders.ReplayedAt, clock.GetUtcNow().ToString("O"));
        return new() { Key = letter.Message.Key, Value = null, Headers = headers };
    }
}
