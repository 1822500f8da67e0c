using System.Collections.Concurrent;
using Confluent.Kafka;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Kafka;

namespace Consumer.Service.Delivery;

/// <summary>What this consumer has done and owns, for <c>GET /status</c>.</summary>
internal sealed class ConsumerStatus(ConsumerOptions options, Assignment assignment, InstrumentedConsumer<byte[], TransactionPayload> consumer, IConfiguration configuration)
{
    private readonly ConcurrentDictionary<int, long> _next = new();
    private long _applied;
    private long _suppressed;
    private long _deadLettered;

    /// <summary>Whether the loop has ended.</summary>
    public bool HasStopped { get; set; }

    /// <summary>Transactions that took effect.</summary>
    public long Applied => Interlocked.Read(ref _applied);

    public void Add(Batch batch, Outcome outcome)
    {
        Interlocked.Add(ref _applied, outcome.Applied);
        Interlocked.Add(ref _suppressed, outcome.Suppressed);
        Interlocked.Add(ref _deadLettered, batch.DeadLetters.Count);
        foreach (var offset in batch.NextOffsets())
            _next[offset.Partition.Value] = offset.Offset.Value;
    }

    /// <summary>Where a partition goes on, if this consumer settled something of it.</summary>
    public long? FindNext(TopicPartition partition) => _next.TryGetValue(partition.Partition.Value, out long next) ? next : null;

    public ConsumerFigures Read() => new(
        configuration.ReadServiceName("consumer"),
        options.DeliveryName,
        options.SinkName,
        [.. assignment.Partitions.Select(partition => partition.Partition.Value).Order()],
        Applied,
        Interlocked.Read(ref _suppressed),
        Interlocked.Read(ref _deadLettered),
        assignment.Partitions.Sum(Lag),
        State);

    // Its partitions tell, not its messages: in a quiet topic a consumer runs, too. One more than there are partitions waits for one to be free.
    private string State => HasStopped ? "stopped" : assignment.Partitions.Length > 0 ? "running" : "waiting";

    /// <summary>Messages of a partition that are not settled yet, as far as this client knows: no broker is asked.</summary>
    public long Lag(TopicPartition partition)
    {
        long end = consumer.Client.GetWatermarkOffsets(partition).High.Value;
        return end > 0 && _next.TryGetValue(partition.Partition.Value, out long next) ? Math.Max(0, end - next) : 0;
    }
}

/// <summary>The answer of <c>GET /status</c>.</summary>
/// <param name="Name">The replica's name.</param>
/// <param name="Delivery">The guarantee.</param>
/// <param name="Sink">Where effects go.</param>
/// <param name="Partitions">The partitions owned.</param>
/// <param name="Applied">Transactions that took effect, since the process started.</param>
/// <param name="Suppressed">Transactions that had taken effect before.</param>
/// <param name="DeadLettered">Messages sent to the dead-letter topic.</param>
/// <param name="Lag">Messages not yet settled, over all owned partitions, as far as this client knows.</param>
/// <param name="State">waiting for partitions, running or stopped.</param>
internal sealed record ConsumerFigures(
    string Name, string Delivery, string Sink, int[] Partitions, long Applied, long Suppressed, long DeadLettered, long Lag, string State);
