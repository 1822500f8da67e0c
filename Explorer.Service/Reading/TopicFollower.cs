using Confluent.Kafka;
using KafkaAspire.ServiceDefaults.Kafka.Access;

namespace Explorer.Service.Reading;

/// <summary>
/// Reads a topic's partitions from given places, committed records only and in no group, and goes on from there each time. Not thread-safe.
/// </summary>
/// <param name="consumer">Tells the end of a partition, and refuses an offset that is out of range. Disposed with this.</param>
/// <param name="topic">The topic.</param>
internal sealed class TopicFollower<TKey, TValue>(IConsumer<TKey, TValue> consumer, string topic) : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private readonly Dictionary<int, long> _positions = [];
    private readonly HashSet<int> _paused = [];
    private Error? _refusal;

    /// <summary>The client, for what else it can be asked.</summary>
    public IConsumer<TKey, TValue> Client => consumer;

    /// <summary>The next offset to read, per partition.</summary>
    public IReadOnlyDictionary<int, long> Positions => _positions;

    /// <summary>Begins with partitions that it does not follow yet.</summary>
    /// <param name="starts">Where to begin on each.</param>
    public void Follow(IReadOnlyDictionary<int, long> starts)
    {
        var added = starts.Where(start => _positions.TryAdd(start.Key, start.Value)).ToList();
        if (added.Count > 0)
            consumer.IncrementalAssign(added.Select(start => Place(start.Key, start.Value)));
    }

    /// <summary>Lets a partition wait, or go on.</summary>
    public void Pause(int partition, bool wait)
    {
        if (wait && _paused.Add(partition))
            consumer.Pause([new(topic, partition)]);
        else if (!wait && _paused.Remove(partition))
            consumer.Resume([new(topic, partition)]);
    }

    /// <summary>Reads until every partition that does not wait is at its target, or enough was read, or nothing comes any more.</summary>
    /// <param name="targets">The offset that each is to reach.</param>
    /// <param name="most">The most records to take.</param>
    /// <param name="patience">How long nothing may come.</param>
    /// <param name="take">Takes a record.</param>
    /// <param name="forgotten">Told of a partition whose log no longer has the next offset, and the first that it has.</param>
    /// <returns>Whether all are at their targets.</returns>
    /// <exception cref="KafkaException">A broker refused.</exception>
    public bool Read(
        IReadOnlyDictionary<int, long> targets, int most, TimeSpan patience, Action<ConsumeResult<TKey, TValue>> take, Action<int, long>? forgotten = null)
    {
        var waited = TimeSpan.Zero;
        for (int taken = 0; taken < most && waited < patience && !IsAt(targets);)
        {
            try
            {
                if (consumer.Consume(Poll) is not { } record)
                {
                    waited += Poll;
                    continue;
                }
                waited = TimeSpan.Zero;
                _refusal = null;
                // The end comes as an event of its own, and also counts the markers of transactions.
                _positions[record.Partition.Value] = record.IsPartitionEOF ? record.Offset.Value : record.Offset.Value + 1;
                if (record.IsPartitionEOF)
                    continue;
                take(record);
                taken++;
            }
            catch (ConsumeException e) when (e.Error.Code is ErrorCode.Local_AutoOffsetReset or ErrorCode.OffsetOutOfRange)
            {
                int partition = e.ConsumerRecord.Partition.Value;
                _positions[partition] = consumer.QueryWatermarkOffsets(new(topic, partition), patience).Low.Value;
                consumer.Assign(_positions.Select(position => Place(position.Key, position.Value)));
                consumer.Pause(_paused.Select(paused => new TopicPartition(topic, paused)));
                forgotten?.Invoke(partition, _positions[partition]);
            }
            catch (ConsumeException e) when (AccessRefusal.IsForbidden(e.Error))
            {
                _refusal = e.Error;
                throw;
            }
        }
        // The client tells once that it is refused, and asks again by itself: until something comes, that holds.
        if (_refusal is { } refusal && !IsAt(targets))
            throw new KafkaException(refusal);
        return IsAt(targets);
    }

    private bool IsAt(IReadOnlyDictionary<int, long> targets)
    {
        foreach (var (partition, position) in _positions)
            if (!_paused.Contains(partition) && targets.TryGetValue(partition, out long target) && position < target)
                return false;
        return true;
    }

    private TopicPartitionOffset Place(int partition, long offset) => new(topic, partition, offset);

    public void Dispose() => consumer.Dispose();
}
