using Confluent.Kafka;
using Explorer.Service.Cluster;

namespace Explorer.Service.Lag;

/// <summary>What is remembered of a group: of all partitions together, and of each that it has committed.</summary>
/// <param name="window">How long the window is over which it is judged.</param>
internal sealed class GroupLag(TimeSpan window)
{
    private readonly Dictionary<TopicPartition, PartitionLag> _partitions = [];

    public LagHistory History { get; } = new(window / CommitWindow.Size);

    public bool IsEmpty => _partitions.Count == 0;

    public PartitionLag? Find(GroupPartition partition) => _partitions.GetValueOrDefault(partition.Place);

    public PartitionLag Of(GroupPartition partition)
    {
        if (!_partitions.TryGetValue(partition.Place, out var lag))
            _partitions[partition.Place] = lag = new(window);
        return lag;
    }

    public void Forget(GroupPartition partition) => _partitions.Remove(partition.Place);

    /// <summary>Forgets what was not seen since a time.</summary>
    public void Forget(DateTimeOffset since)
    {
        foreach (var (partition, lag) in _partitions)
            if (lag.SeenAt < since)
                _partitions.Remove(partition);
    }
}
