using Confluent.Kafka;
using KafkaAspire.Contracts;
using KafkaAspire.Contracts.DeadLetters;

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
        if (DeadLetterHeaders.FindOrigin(letter.Message.Headers) is not { } origin || origin.Topic != Topics.Transactions.Name)
            return; // not from our topic: another application's letter
        lock (_lock)
            _origins.Add(new(origin.Partition.Value, origin.Offset.Value));
    }

    public IReadOnlySet<Place> ToSet()
    {
        lock (_lock)
            return new HashSet<Place>(_origins);
    }
}
