using Confluent.Kafka;
using Microsoft.Extensions.Hosting;

namespace KafkaAspire.ServiceDefaults.Kafka;

/// <summary>Tells what the brokers refuse because of its size: whoever sends it again gets the same answer until the topic takes more.</summary>
public static class SizeRefusal
{
    /// <summary>Whether it is one.</summary>
    /// <param name="error">What the client says.</param>
    public static bool IsOne(Error error) => error.Code is ErrorCode.MsgSizeTooLarge or ErrorCode.RecordListTooLarge;

    /// <summary>What is too large for what, and which settings are to be looked at, in one line; null for any other error.</summary>
    /// <param name="error">What the client says.</param>
    /// <param name="topic">The topic that did not take the message.</param>
    /// <param name="bytes">How many bytes its key and its value have.</param>
    // Brokers weigh whole batches, and librdkafka does not take one apart that was refused: a message that fits may have been sent with others.
    public static string? Describe(Error error, string topic, long bytes) => IsOne(error)
        ? $"its {bytes} bytes, or those of the batch that it was sent in, are more than topic \"{topic}\" takes (max.message.bytes); "
            + $"{KafkaClientExtensions.ProducerSection}:BatchSize has to be no higher than that"
        : null;
}
