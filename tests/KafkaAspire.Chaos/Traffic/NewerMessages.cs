using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Confluent.Kafka;

namespace KafkaAspire.Chaos.Traffic;

/// <summary>
/// Messages of a contract that the running consumers do not know, as producers of a newer release send them while the old consumers still run.
/// They have to arrive in the dead-letter topic byte by byte.
/// </summary>
internal sealed class NewerMessages(string bootstrapServers, int seed) : IDisposable
{
    public const string Topic = "transactions";
    private readonly IProducer<string, byte[]> _producer = new ProducerBuilder<string, byte[]>(new ProducerConfig
    {
        BootstrapServers = bootstrapServers,
        EnableIdempotence = true,
        Acks = Acks.All,
        Partitioner = Confluent.Kafka.Partitioner.Murmur2Random,
        MessageTimeoutMs = 300_000,
    }).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();

    private readonly ConcurrentDictionary<(int Partition, long Offset), byte[]> _sent = [];
    private int _count;

    /// <summary>What the brokers acknowledged, by its place.</summary>
    public IReadOnlyDictionary<(int Partition, long Offset), byte[]> Sent => _sent;

    /// <summary>Sends some and waits for the acknowledgements.</summary>
    public Task SendAsync(int count, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(async _ =>
        {
            int number = Interlocked.Increment(ref _count);
            // Members that version 1 has not, and a value that it reads otherwise.
            byte[] value = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
                $$"""{"version":2,"id":"{{seed}}-{{number}}","account":{"bank":"B","number":{{number}}},"amounts":[{"minor":{{number}},"currency":"EUR"}],"note":"\u00e9 €"}"""));
            var report = await _producer.ProduceAsync(Topic, new Message<string, byte[]> { Key = $"NEWER-{number}", Value = value }, cancellationToken);
            _sent[(report.Partition.Value, report.Offset.Value)] = value;
        }));

    public void Dispose() => _producer.Dispose();
}
