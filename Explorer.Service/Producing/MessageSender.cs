using System.Diagnostics;
using Confluent.Kafka;

namespace Explorer.Service.Producing;

/// <summary>Sends messages and tells what the brokers answered.</summary>
internal sealed class MessageSender(IProducer<byte[]?, byte[]?> producer)
{
    /// <summary>Sends a message and waits for its acknowledgement.</summary>
    /// <param name="to">The topic, and the partition where the key does not decide.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the wait; the message may be sent nevertheless.</param>
    /// <exception cref="KafkaException">The brokers did not take it.</exception>
    public async Task<Acknowledgement> SendAsync(TopicPartition to, Message<byte[]?, byte[]?> message, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        var result = to.Partition == Partition.Any
            ? await producer.ProduceAsync(to.Topic, message, cancellationToken)
            : await producer.ProduceAsync(to, message, cancellationToken);
        return new(result.TopicPartitionOffset, Stopwatch.GetElapsedTime(start));
    }
}

/// <summary>The brokers' answer to a message: every in-sync replica has it.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Latency">How long the answer took.</param>
internal sealed record Acknowledgement(TopicPartitionOffset Place, TimeSpan Latency);
