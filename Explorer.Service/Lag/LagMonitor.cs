using Confluent.Kafka;
using Explorer.Service.Cluster;

namespace Explorer.Service.Lag;

/// <summary>
/// Follows every group on every partition from scan to scan, also without a consumer alive: how old the oldest message is that it has not
/// committed, and how it gets on. One scan at a time.
/// </summary>
/// <param name="times">Tells when messages were written that the scans have not seen come.</param>
/// <param name="alarm">Says what goes wrong.</param>
/// <param name="options">How long the window is.</param>
internal sealed class LagMonitor(IMessageTimes times, LagAlarm alarm, ExplorerOptions options)
{
    // Where two looks lie further apart, a burst between them makes a guess at when a message came too rough: it is asked for.
    private static readonly TimeSpan CloseEnough = TimeSpan.FromSeconds(1.5);

    // As long as a coordinator or leader may be away without its groups being forgotten.
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly Dictionary<TopicPartition, EndOffsets> _ends = [];
    private readonly Dictionary<(string Group, TopicPartition Partition), PartitionLag> _lags = [];

    /// <summary>Takes in a scan.</summary>
    /// <param name="groups">The groups that it found.</param>
    /// <param name="offsets">Where the partitions begin and end.</param>
    /// <param name="now">When the groups were asked.</param>
    /// <returns>The groups, with time lag, status and history.</returns>
    public async Task<IReadOnlyList<ConsumerGroup>> FollowAsync(IReadOnlyList<ConsumerGroup> groups, LogOffsets offsets, DateTimeOffset now)
    {
        foreach (var partition in offsets.Answered)
        {
            if (!_ends.TryGetValue(partition, out var ends))
                _ends[partition] = ends = new();
            ends.Add(offsets.AnsweredAt(partition)!.Value, offsets.End(partition)!.Value);
        }
        var asked = await times.AskAsync([.. groups.SelectMany(group => group.Partitions).Select(partition => ToAsk(partition, offsets, now)).OfType<TopicPartitionOffset>()]);
        List<ConsumerGroup> followed =
            [.. groups.Select(group => group with { Partitions = [.. group.Partitions.Select(partition => Follow(group.Id, partition, offsets, asked, now))] })];
        Forget(offsets, now);
        alarm.Follow(followed);
        return followed;
    }

    // The oldest message of interest is not older than the oldest that is kept.
    private static TopicPartitionOffset? Oldest(GroupPartition partition, LogOffsets offsets) =>
        partition is { Lag: > 0, Committed: { } committed }
            ? new(partition.Topic, partition.Partition, Math.Max(committed, offsets.First(Key(partition)) ?? 0))
            : null;

    // A leader that told nothing since the scan began would not send a message either, and everybody would wait for it.
    private TopicPartitionOffset? ToAsk(GroupPartition partition, LogOffsets offsets, DateTimeOffset now) =>
        Oldest(partition, offsets) is { } oldest && offsets.AnsweredAt(oldest.TopicPartition) >= now && Guess(oldest) is null
            ? oldest
            : null;

    // When a message was written, where scans that are close enough saw it come.
    private WriteTime? Guess(TopicPartitionOffset message) =>
        _ends.GetValueOrDefault(message.TopicPartition)?.TimeOf(message.Offset) is { } written && written.Within <= CloseEnough ? written : null;

    private GroupPartition Follow(
        string group, GroupPartition partition, LogOffsets offsets, IReadOnlyDictionary<TopicPartitionOffset, MessageTime> asked, DateTimeOffset now)
    {
        var key = (group, Key(partition));
        if (partition.Committed is not { } committed)
        {
            _lags.Remove(key);
            return partition;
        }
        if (!_lags.TryGetValue(key, out var lag))
            _lags[key] = lag = new(options.StatusWindow);
        lag.Add(now, committed, partition.EndOffset, partition.Member is not null);
        var oldest = Oldest(partition, offsets);
        MessageTime? told = oldest is not null && asked.TryGetValue(oldest, out var message) ? message : null;
        // No lag; or only what marks a transaction's end is left, offsets that no consumer will ever see as messages.
        bool isAllRead = partition.EndOffset is not null && (oldest is null || (told is { At: null } nothing && nothing.Offset >= partition.EndOffset));
        return partition with
        {
            TimeLag = isAllRead ? 0 : oldest is null ? null : Age(oldest, told, offsets),
            Status = lag.Judge(now, _ends.GetValueOrDefault(key.Item2) ?? new(), isAllRead),
            History = lag.History,
        };
    }

    private double? Age(TopicPartitionOffset oldest, MessageTime? told, LogOffsets offsets)
    {
        // A message that can't be read in time, or not yet because it is behind a transaction that is open: when it came is known if scans close enough
        // saw it come. Otherwise the age is not known, which is better than one that is wrong.
        var written = told?.At ?? Guess(oldest)?.At;
        return written is { } at ? Math.Max(0, (offsets.AnsweredAt(oldest.TopicPartition)!.Value - at).TotalSeconds) : null;
    }

    private void Forget(LogOffsets offsets, DateTimeOffset now)
    {
        foreach (var (key, lag) in _lags)
            if (now - lag.SeenAt > Memory)
                _lags.Remove(key);
        foreach (var partition in _ends.Keys)
            if (!offsets.Exists(partition))
                _ends.Remove(partition);
    }

    private static TopicPartition Key(GroupPartition partition) => new(partition.Topic, partition.Partition);
}
