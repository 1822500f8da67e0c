using Confluent.Kafka;
using KafkaAspire.ServiceDefaults.Kafka.Telemetry;

namespace KafkaAspire.ServiceDefaults.Kafka;

/// <summary>Writes values as another serializer does, counts their bytes, and tells a sampled message's span its size.</summary>
/// <param name="inner">The serializer that does the work.</param>
public sealed class MeasuringSerializer<T>(ISerializer<T> inner) : ISerializer<T>
{
    private long _bytes;

    /// <summary>Bytes of all values handed to the client so far.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <inheritdoc />
    public byte[] Serialize(T data, SerializationContext context)
    {
        byte[] value = inner.Serialize(data, context);
        Interlocked.Add(ref _bytes, value.Length);
        MessageSize.Note(value.Length);
        return value;
    }
}
