using System.Globalization;
using System.Text;
using Confluent.Kafka;
using KafkaAspire.Contracts;

namespace KafkaAspire.Standalone.Audit;

/// <summary>Where the messages of the dead-letter topic came from: one that was sent there twice counts once.</summary>
internal sealed class DeadLetterOrigins
{
    private readonly HashSet<Place> _origins = [];
    private readonly Lock _lock = new();

    public int Count
    {
        get
        {
            lock (_lock)
                return _origins.Count;
        }
    }

    public void Read(ConsumeResult<byte[], byte[]> letter)
    {
        var headers = letter.Message.Headers;
        if (Text(headers, "dlt.topic") != Topics.Transactions.Name
            || !int.TryParse(Text(headers, "dlt.partition"), NumberStyles.None, CultureInfo.InvariantCulture, out int partition)
            || !long.TryParse(Text(headers, "dlt.offset"), NumberStyles.None, CultureInfo.InvariantCulture, out long offset))
            return; // not from our topic: another application's letter
        lock (_lock)
            _origins.Add(new(partition, offset));
    }

    public IReadOnlySet<Place> ToSet()
    {
        lock (_lock)
            return new HashSet<Place>(_origins);
    }

    private static string? Text(Headers headers, string name) => headers.TryGetLastBytes(name, out byte[] bytes) ? Encoding.ASCII.GetString(bytes) : null;
}
