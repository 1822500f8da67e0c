using Confluent.Kafka;
using KafkaAspire.Contracts;

namespace Producer.Service.Sending;

/// <summary>Writes values and counts their bytes: the only place that sees them.</summary>
internal sealed class CountingSerializer : ISerializer<Transaction>
{
    private long _bytes;

    /// <summary>Bytes of all values handed to the client so far.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public byte[] Serialize(Transaction data, SerializationContext context)
    {
        byte[] value = TransactionSerializer.Instance.Serialize(data, context);
        Interlocked.Add(ref _bytes, value.Length);
        return value;
    }
}
