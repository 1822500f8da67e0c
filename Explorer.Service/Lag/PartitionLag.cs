namespace Explorer.Service.Lag;

/// <summary>What is remembered of a group on a partition.</summary>
/// <param name="window">How long the window is over which it is judged.</param>
internal sealed class PartitionLag(TimeSpan window)
{
    private readonly CommitWindow _commits = new(window);
    private (long Offset, MessageTime Time)? _oldest;
    private long _lag;

    public LagHistory History { get; } = new(window / CommitWindow.Size);

    public DateTimeOffset SeenAt { get; private set; }

    /// <summary>The next offset that the group would read, as the last scan saw it.</summary>
    public long Committed { get; private set; }

    /// <summary>Takes in what a scan saw.</summary>
    /// <param name="now">When.</param>
    /// <param name="committed">The next offset that the group would read.</param>
    /// <param name="end">The partition's end; null if it did not answer: then the last one holds.</param>
    /// <param name="isAssigned">Whether a member of the group is assigned the partition.</param>
    public void Add(DateTimeOffset now, long committed, long? end, bool isAssigned)
    {
        SeenAt = now;
        Committed = committed;
        if (end is { } known)
        {
            _lag = Math.Max(0, known - committed);
            History.Add(now, _lag);
        }
        _commits.Add(now, committed, _lag, isAssigned);
    }

    public LagStatus Judge(DateTimeOffset now, EndOffsets ends, bool isAllRead) =>
        isAllRead || !_commits.IsComplete(now) ? LagStatus.Ok : StatusRules.Judge(_commits.Samples, ends.Since(now - window), _lag, now);

    /// <summary>Remembers when the oldest message that the group has not committed was written.</summary>
    public void Tell(long offset, MessageTime time) => _oldest = (offset, time);

    /// <summary>What was told of the message at an offset; null if nothing was, or where there was none and the partition has grown since.</summary>
    public MessageTime? Told(long offset, long? end) =>
        _oldest is { } oldest && oldest.Offset == offset && (oldest.Time.At is not null || oldest.Time.Offset >= end) ? oldest.Time : null;
}
