using Confluent.Kafka;
using KafkaAspire.Contracts;
using KafkaAspire.Contracts.DeadLetters;

namespace Consumer.Service.DeadLetters;

/// <summary>Why a message is given up.</summary>
/// <param name="Reason">The sort of fault, for <see cref="DeadLetterHeaders.Reason"/>.</param>
/// <param name="Detail">One line.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="ExceptionType">The last exception's type, where a handler failed.</param>
internal sealed record Fault(string Reason, string Detail, int Attempts, string? ExceptionType = null)
{
    /// <summary>Bytes that are no transaction.</summary>
    public static Fault Of(Rejection rejection) => new(rejection.Reason.ToString(), rejection.Detail, 1);
}

/// <summary>A message that is given up.</summary>
internal readonly record struct DeadLetter(ConsumeResult<byte[], TransactionPayload> Message, Fault Fault)
{
    /// <summary>What goes to the dead-letter topic: key, value and headers as they were, and headers that say why and from where.</summary>
    /// <param name="group">The consumer group.</param>
    public Message<byte[]?, byte[]?> ToMessage(string group)
    {
        var headers = new Headers();
        foreach (var header in Message.Message.Headers ?? [])
            headers.Add(header.Key, header.GetValueBytes());
        DeadLetterHeaders.AddOrigin(headers, Message.TopicPartitionOffset);
        DeadLetterHeaders.Add(headers, DeadLetterHeaders.Timestamp, Message.Message.Timestamp.ToUtc().ToString("O"));
        DeadLetterHeaders.Add(headers, DeadLetterHeaders.Reason, Fault.Reason);
        DeadLetterHeaders.Add(headers, DeadLetterHeaders.Detail, Fault.Detail);
        DeadLetterHeaders.Add(headers, DeadLetterHeaders.Attempts, Fault.Attempts.ToString());
        DeadLetterHeaders.Add(headers, DeadLetterHeaders.Group, group);
        if (Fault.ExceptionType is { } type)
            DeadLetterHeaders.Add(headers, DeadLetterHeaders.ExceptionType, type);
        var payload = Message.Message.Value;
        return new() { Key = Message.Message.Key, Value = payload.Transaction is { } transaction ? TransactionJson.Write(transaction) : payload.Bytes, Headers = headers };
    }
}
