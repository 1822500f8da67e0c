using Confluent.Kafka;

namespace KafkaAspire.Contracts;

/// <summary>Serializes a <see cref="Transaction"/> into a message's value. Stateless: one instance serves every producer.</summary>
public sealed class TransactionSerializer : ISerializer<Transaction>
{
    /// <summary>The one instance.</summary>
    public static readonly TransactionSerializer Instance = new();

    /// <inheritdoc />
    public byte[] Serialize(Transaction data, SerializationContext context) => TransactionJson.Write(data);
}

/// <summary>
/// Reads a message's value into a <see cref="TransactionPayload"/>. It never throws: what is no transaction comes out as its bytes with the
/// reason, so that it can go to the dead-letter topic unchanged.
/// </summary>
public sealed class TransactionDeserializer : IDeserializer<TransactionPayload>
{
    /// <summary>The one instance.</summary>
    public static readonly TransactionDeserializer Instance = new();

    /// <inheritdoc />
    public TransactionPayload Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context)
    {
        if (isNull)
            return new(null, null, new(RejectionReason.NotATransaction, "the value is null"));
        var transaction = TransactionJson.Read(data, out var rejection);
        return new(transaction, rejection is null ? null : data.ToArray(), rejection);
    }
}

/// <summary>A message's value as it was read: a transaction, or bytes that are none.</summary>
/// <param name="Transaction">The transaction, when the bytes are one.</param>
/// <param name="Bytes">The bytes, kept only when they are no transaction; null for a null value.</param>
/// <param name="Rejection">Why the bytes are no transaction.</param>
public readonly record struct TransactionPayload(Transaction? Transaction, byte[]? Bytes, Rejection? Rejection);
