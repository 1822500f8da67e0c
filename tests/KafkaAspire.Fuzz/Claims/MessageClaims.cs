using System.Text.Json;
using Confluent.Kafka;
using Consumer.Service.DeadLetters;
using Explorer.Service.Audit;
using KafkaAspire.Contracts;
using KafkaAspire.Contracts.DeadLetters;

namespace KafkaAspire.Fuzz.Claims;

/// <summary>What a consumer makes of a message's bytes: a transaction, or a letter with a reason. Nothing else.</summary>
internal static class MessageClaims
{
    /// <summary>Any bytes are a transaction that follows the rules, or are refused in one line.</summary>
    public static void AreReadOrRefused(byte[] value)
    {
        var transaction = TransactionJson.Read(value, out var rejection);
        Assert.True(transaction is null != rejection is null);
        if (rejection is not null)
            Clear.IsOneLine(rejection.Detail);
        else
            Assert.Null(TransactionRules.FindViolation(transaction!));
    }

    /// <summary>The quick reader takes nothing that the JSON reader takes otherwise.</summary>
    public static void AreReadAlike(byte[] value)
    {
        if (CanonicalTransaction.TryRead(value) is { } quick)
            Assert.Equal(quick, JsonSerializer.Deserialize(value, TransactionJsonContext.Default.Transaction));
    }

    /// <summary>What is taken is the same after it was written again.</summary>
    public static void AreTheSameWhenWrittenAgain(byte[] value)
    {
        if (TransactionJson.Read(value, out _) is { } transaction)
            Assert.Equal(transaction, TransactionJson.Read(TransactionJson.Write(transaction), out _));
    }

    /// <summary>The audit finds the id that the consumer finds.</summary>
    public static void AreFoundByTheAudit(byte[] value)
    {
        var found = TransactionIds.Find(value);
        if (TransactionJson.Read(value, out _) is { } transaction)
            Assert.Equal(transaction.Id, found);
    }

    /// <summary>What is refused goes to the dead-letter topic byte by byte, under any key, whatever the time on it.</summary>
    /// <param name="key">The message's key.</param>
    /// <param name="value">Its value.</param>
    /// <param name="milliseconds">Its timestamp.</param>
    public static void LoseNothingAsALetter(byte[] key, byte[] value, long milliseconds)
    {
        var payload = TransactionDeserializer.Instance.Deserialize(value, isNull: false, SerializationContext.Empty);
        if (payload.Rejection is not { } rejection)
            return;
        var message = new Message<byte[], TransactionPayload> { Key = key, Value = payload, Timestamp = new(milliseconds, TimestampType.CreateTime) };
        var letter = new DeadLetter(new() { Topic = "transactions", Partition = 1, Offset = 7, Message = message }, Fault.Of(rejection)).ToMessage("ledger");
        Assert.Equal(key, letter.Key);
        Assert.Equal(value, letter.Value);
        Assert.Equal(rejection.Detail, DeadLetterHeaders.Find(letter.Headers, DeadLetterHeaders.Detail));
        Assert.Equal(new TopicPartitionOffset("transactions", 1, 7), DeadLetterHeaders.FindOrigin(letter.Headers));
    }
}
