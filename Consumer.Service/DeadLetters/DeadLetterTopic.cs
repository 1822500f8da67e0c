using Confluent.Kafka;
using Consumer.Service.Delivery;
using Consumer.Service.Telemetry;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Kafka;

namespace Consumer.Service.DeadLetters;

/// <summary>
/// Sends what is given up to <c>transactions.dlt</c>. The brokers' acknowledgement is awaited before the offset may move, so nothing is skipped:
/// a partition whose letter is not taken stops where it is.
/// </summary>
internal sealed partial class DeadLetterTopic(IServiceProvider services, ConsumerOptions options, ILogger<DeadLetterTopic> logger)
{
    /// <summary>Sends a batch's dead letters and waits for every answer. Partitions with a letter that was refused leave the batch.</summary>
    /// <param name="batch">The batch, which has been handled.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task SendAsync(Batch batch, CancellationToken cancellationToken)
    {
        if (batch.DeadLetters.Count == 0)
            return;
        // Made when the first letter needs it: most consumers never do.
        var producer = services.GetRequiredService<IProducer<byte[]?, byte[]?>>();
        var refused = await Task.WhenAll(batch.DeadLetters.Select(letter => SendAsync(producer, batch, letter, cancellationToken)));
        foreach (var refusal in refused.OfType<Refusal>())
            batch.Stop(refusal.Partition, refusal.Reason);
    }

    private async Task<Refusal?> SendAsync(IProducer<byte[]?, byte[]?> producer, Batch batch, DeadLetter letter, CancellationToken cancellationToken)
    {
        using var span = batch.Spans.Enter(letter.Message);
        var message = letter.ToMessage(options.Group);
        LogDeadLetter(letter.Message.Partition.Value, letter.Message.Offset.Value, letter.Fault.Detail);
        try
        {
            await producer.ProduceAsync(Topics.TransactionsDeadLetter.Name, message, cancellationToken);
            ConsumerTelemetry.CountDeadLetter(options.Group, letter.Fault.Reason);
            return null;
        }
        // A client that met a fatal error would refuse the letter at every new try: the service ends then.
        catch (KafkaException e) when (e.Error.Code != ErrorCode.Local_Fatal)
        {
            string reason = SizeRefusal.Describe(e.Error, Topics.TransactionsDeadLetter.Name, (message.Key?.Length ?? 0) + (message.Value?.Length ?? 0)) ?? e.Error.Reason;
            return new(letter.Message.TopicPartition, $"{Topics.TransactionsDeadLetter.Name} did not take offset {letter.Message.Offset.Value}: {reason}");
        }
    }

    private sealed record Refusal(TopicPartition Partition, string Reason);

    [LoggerMessage(LogLevel.Warning, "partition {Partition}, offset {Offset} to the dead-letter topic: {Detail}")]
    private partial void LogDeadLetter(int partition, long offset, string detail);
}
