using Confluent.Kafka;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Kafka.Telemetry;

namespace Consumer.Service.Delivery;

/// <summary>
/// The partitions that this consumer owns. Its handlers run inside a poll, on the polling thread. Nothing is polled while a batch is settled
/// quickly; when one takes long, a rebalance ends it first. So what goes away is settled or dropped, never half of it.
/// </summary>
internal sealed partial class Assignment(IServiceProvider services, BatchInFlight inFlight, GroupOffsets groupOffsets, ConsumerOptions options, ILogger<Assignment> logger)
{
    private readonly HashSet<TopicPartition> _partitions = [];
    private readonly Lock _lock = new();
    private List<TopicPartitionOffset> _unannounced = [];

    /// <summary>The batch that the poll in progress fills.</summary>
    public Batch Batch { get; } = new();

    /// <summary>The partitions owned now.</summary>
    public TopicPartition[] Partitions
    {
        get
        {
            lock (_lock)
                return [.. _partitions];
        }
    }

    /// <summary>Hooks the assignment into a client that is being built.</summary>
    public void Handle(ConsumerBuilder<byte[], TransactionPayload> client) => client
        .SetPartitionsAssignedHandler((consumer, partitions) => OnAssigned(consumer, partitions))
        .SetPartitionsRevokedHandler((_, offsets) => OnTakenAway(offsets, "revoked", LogRevoked))
        .SetPartitionsLostHandler((_, offsets) => OnTakenAway(offsets, "lost", LogLost));

    /// <summary>
    /// The starting points, known to the sink, of partitions that came since the last call. The group learns them too, or its lag would not
    /// shrink after a crash between the sink's commit and the group's.
    /// </summary>
    public List<TopicPartitionOffset> TakeUnannounced()
    {
        var taken = _unannounced;
        if (taken.Count > 0)
            _unannounced = [];
        return taken;
    }

    private IEnumerable<TopicPartitionOffset> OnAssigned(IConsumer<byte[], TransactionPayload> consumer, List<TopicPartition> partitions)
    {
        // Resolved here, not in the constructor: the delivery needs the consumer, which is being built with these handlers.
        var store = services.GetRequiredService<IDelivery>().OffsetStore;
        var positions = store is null ? groupOffsets.Find(consumer, partitions) : store.FindPositions(partitions);
        if (store is not null)
            _unannounced.AddRange(positions.Where(position => position.Offset.Value >= 0));
        lock (_lock)
            _partitions.UnionWith(partitions);
        if (partitions.Count > 0)
        {
            RebalanceCounter.Count("assigned", options.Group);
            LogAssigned(Describe(positions));
        }
        return positions;
    }

    private void OnTakenAway(List<TopicPartitionOffset> offsets, string kind, Action<string> log)
    {
        var partitions = offsets.ConvertAll(offset => offset.TopicPartition);
        inFlight.CutShort();
        Batch.Drop(partitions);
        _unannounced.RemoveAll(position => partitions.Contains(position.TopicPartition));
        lock (_lock)
            _partitions.ExceptWith(partitions);
        if (partitions.Count > 0)
        {
            RebalanceCounter.Count(kind, options.Group);
            log(Describe(offsets));
        }
    }

    private static string Describe(IEnumerable<TopicPartitionOffset> positions) => string.Join(", ", positions
        .OrderBy(position => position.Partition.Value)
        .Select(position => position.Offset.Value >= 0 ? $"{position.Partition.Value} at {position.Offset.Value}" : $"{position.Partition.Value}"));

    [LoggerMessage(LogLevel.Information, "partitions assigned: {Partitions}")]
    private partial void LogAssigned(string partitions);

    [LoggerMessage(LogLevel.Information, "partitions revoked: {Partitions}")]
    private partial void LogRevoked(string partitions);

    [LoggerMessage(LogLevel.Warning, "partitions lost, others own them already: {Partitions}")]
    private partial void LogLost(string partitions);
}
