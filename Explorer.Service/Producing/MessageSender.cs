using System.Diagnostics;
using Confluent.Kafka;
using Explorer.Service.Security;
using KafkaAspire.ServiceDefaults.Kafka;
using KafkaAspire.ServiceDefaults.Kafka.Access;

namespace Explorer.Service.Producing;

/// <summary>
/// Sends messages and tells what the brokers answered. A producer that was refused, or met an error which ends it, makes place for another: what was
/// missing may be there the next time.
/// </summary>
internal sealed class MessageSender(KafkaProducerFactory<byte[]?, byte[]?> producers) : IDisposable
{
    // Somebody waits for the answer.
    private const int PatienceMilliseconds = 10_000;

    private readonly Lock _lock = new();
    private InstrumentedProducer<byte[]?, byte[]?>? _producer;

    /// <summary>Sends a message and waits for its acknowledgement.</summary>
    /// <param name="to">The topic, and the partition where the key does not decide.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the wait; the message may be sent nevertheless.</param>
    /// <exception cref="KafkaException">The brokers did not take it.</exception>
    public async Task<Acknowledgement> SendAsync(TopicPartition to, Message<byte[]?, byte[]?> message, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        var producer = Take();
        try
        {
            var result = await SendAsync(producer, to, message, cancellationToken);
            return new(result.TopicPartitionOffset, Stopwatch.GetElapsedTime(start));
        }
        catch (KafkaException e)
        {
            // One that was refused remembers it for minutes, or was ended by it.
            bool isForbidden = AccessRefusal.IsForbidden(e.Error);
            if (isForbidden || e.Error is { IsFatal: true } or { Code: ErrorCode.Local_Fatal })
                await Task.Run(() => Leave(producer), CancellationToken.None);
            if (isForbidden)
                throw e.Explain("Write", to.Topic);
            throw;
        }
    }

    private static async Task<DeliveryResult<byte[]?, byte[]?>> SendAsync(
        InstrumentedProducer<byte[]?, byte[]?> producer, TopicPartition to, Message<byte[]?, byte[]?> message, CancellationToken cancellationToken)
    {
        try
        {
            return await producer.ProduceAsync(to, message, cancellationToken);
        }
        catch (KafkaException e) when (e.Error.Code == ErrorCode.Local_PurgeQueue)
        {
            // It waited when an error ended the producer, which says only to what comes afterwards which one it was.
            return await producer.ProduceAsync(to, message, cancellationToken);
        }
    }

    private InstrumentedProducer<byte[]?, byte[]?> Take()
    {
        lock (_lock)
            return _producer ??= producers.Create(config =>
            {
                config.MessageTimeoutMs ??= PatienceMilliseconds;
                config.MessageMaxBytes ??= MessageDraft.MostBytes;
            });
    }

    private void Leave(InstrumentedProducer<byte[]?, byte[]?> producer)
    {
        lock (_lock)
        {
            if (_producer != producer)
                return;
            _producer = null;
        }
        // Others may wait for an answer to what they sent by it.
        producer.Flush(TimeSpan.FromMilliseconds(PatienceMilliseconds));
        producer.Dispose();
    }

    /// <inheritdoc />
    public void Dispose() => _producer?.Dispose();
}

/// <summary>The brokers' answer to a message: every in-sync replica has it.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Latency">How long the answer took.</param>
internal sealed record Acknowledgement(TopicPartitionOffset Place, TimeSpan Latency);
