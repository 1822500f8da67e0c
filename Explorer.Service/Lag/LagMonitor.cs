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
    private readonly Dictionary<string, GroupLag> _groups = [];

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
        var asked = await times.AskAsync([.. groups.SelectMany(group => ToAsk(group, offsets, now))]);
        List<ConsumerGroup> followed = [.. groups.Select(group => Follow(group, offsets, asked, now))];
        Forget(offsets, now);
        alarm.Follow(followed);
        return followed;
    }

    // The oldest message of interest is not older than the oldest that is kept.
    private static long? Oldest(GroupPartition partition, LogOffsets offsets) =>
        partition is { Lag: > 0, Committed: { } committed } ? Math.Max(committed, offsets.First(partition.Place) ?? 0) : null;

    private IEnumerable<TopicPartitionOffset> ToAsk(ConsumerGroup group, LogOffsets offsets, DateTimeOffset now)
    {
        var known = _groups.GetValueOrDefault(group.Id);
        foreach (var partition in group.Partitions)
        {
            // A leader that told nothing since the scan began would not send a message either, and everybody would wait for it.
            if (Oldest(partition, offsets) is { } oldest && offsets.AnsweredAt(partition.Place) >= now
                && known?.Find(partition)?.Told(oldest, partition.EndOffset) is null && (Guess(partition, oldest) is null || IsAtRest(partition, known)))
                yield return new(partition.Place, oldest);
        }
    }

    // Since the last scan nothing came and nothing was committed: what is left may be no message but a transaction's mark, which no guess can tell.
    private bool IsAtRest(GroupPartition partition, GroupLag? known) =>
        known?.Find(partition)?.Committed == partition.Committed && _ends.GetValueOrDefault(partition.Place) is { IsAtRest: true };

    // When a message was written, where scans that are close enough saw it come.
    private WriteTime? Guess(GroupPartition partition, long message) =>
        _ends.GetValueOrDefault(partition.Place)?.TimeOf(message) is { } written && written.Within <= CloseEnough ? written : null;

    private ConsumerGroup Follow(
        ConsumerGroup group, LogOffsets offsets, IReadOnlyDictionary<TopicPartitionOffset, MessageTime> asked, DateTimeOffset now)
    {
        if (!_groups.TryGetValue(group.Id, out var known))
            _groups[group.Id] = known = new(options.StatusWindow);
        if (group.Lag is { } lag)
            known.History.Add(now, lag);
        return group with { Partitions = [.. group.Partitions.Select(partition => Follow(known, partition, offsets, asked, now))], History = known.History };
    }

    private GroupPartition Follow(
        GroupLag group, GroupPartition partition, LogOffsets offsets, IReadOnlyDictionary<TopicPartitionOffset, MessageTime> asked, DateTimeOffset now)
    {
        if (partition.Committed is not { } committed)
        {
            group.Forget(partition);
            return partition;
        }
        var lag = group.Of(partition);
        lag.Add(now, committed, partition.EndOffset, partition.Member is not null);
        var oldest = Oldest(partition, offsets);
        if (oldest is not null && asked.Count > 0 && asked.TryGetValue(new(partition.Place, oldest.Value), out var message))
            lag.Tell(oldest.Value, message);
        var told = oldest is null ? null : lag.Told(oldest.Value, partition.EndOffset);
        // No lag; or only what marks a transaction's end is left, offsets that no consumer will ever see as messages.
        bool isAllRead = partition.EndOffset is not null && (oldest is null || (told is { At: null } nothing && nothing.Offset >= partition.EndOffset));
        return partition with
        {
            TimeLag = isAllRead ? 0 : oldest is null ? null : Age(partition, oldest.Value, told, offsets),
            Status = lag.Judge(now, _ends.GetValueOrDefault(partition.Place) ?? new(), isAllRead),
            History = lag.History,
        };
    }

    private double? Age(GroupPartition partition, long oldest, MessageTime? told, LogOffsets offsets)
    {
        // A message that can't be read in time, or not yet because it is behind a transaction that is open: when it came is known if scans close enough
        // saw it come. Otherwise the age is not known, which is better than one that is wrong.
        var written = told?.At ?? Guess(partition, oldest)?.At;
        return written is { } at ? Math.Max(0, (offsets.AnsweredAt(partition.Place)!.Value - at).TotalSeconds) : null;
    }

    private void Forget(LogOffsets offsets, DateTimeOffset now)
    {
        foreach (var (group, lags) in _groups)
        {
            lags.Forget(now - Memory);
            if (lags.IsEmpty)
                _groups.Remove(group);
        }
        foreach (var partition in _ends.Keys)
            if (!offsets.Exists(partition))
                _ends.Remove(partition);
    }
}
