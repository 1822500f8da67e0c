namespace Explorer.Service.Lag;

/// <summary>What a group committed on one partition during the last window: ten samples, from which its status follows.</summary>
/// <remarks>
/// Burrow reads each commit from <c>__consumer_offsets</c>; a scan sees only where the group stands. A changed offset is a commit for certain. The same
/// offset again may be another commit or none: while a consumer is assigned the partition, which has to commit at some time, it counts as one per
/// interval; while nobody is, it counts as none. So a consumer that stands still becomes STALL and a group without consumers STOP, as with Burrow.
/// One difference is left: a consumer that is there and commits nothing at all is STALL here, STOP there.
/// </remarks>
/// <param name="window">How long the window is.</param>
internal sealed class CommitWindow(TimeSpan window)
{
    /// <summary>Burrow's number of intervals.</summary>
    public const int Size = 10;

    // A tenth less, or scans that come at the interval, give or take some milliseconds, would be too early for every second sample.
    private readonly TimeSpan _distance = window / Size * 0.9;
    // It grows as it fills: most groups of a large cluster stand still, and then it holds one.
    private readonly List<CommitSample> _samples = [];
    private DateTimeOffset _since;

    public IReadOnlyList<CommitSample> Samples => _samples;

    /// <summary>Whether the group was watched for a whole window: before, nothing is said against it.</summary>
    public bool IsComplete(DateTimeOffset now) => _samples.Count > 0 && now - _since >= window;

    public void Add(DateTimeOffset at, long offset, long lag, bool isAssigned)
    {
        if (_samples.Count == 0)
        {
            _since = at;
            _samples.Add(new(at, offset, lag));
            return;
        }
        var last = _samples[^1];
        bool isDue = at - last.At >= _distance;
        // A commit that comes early takes the place of the last one but not its time, or frequent ones would never become two.
        if (offset != last.Offset && !isDue)
            _samples[^1] = new(last.At, offset, lag);
        else if (isDue && (offset != last.Offset || isAssigned))
            Append(new(at, offset, lag));
    }

    private void Append(CommitSample sample)
    {
        if (_samples.Count == Size)
            _samples.RemoveAt(0);
        _samples.Add(sample);
    }
}

/// <summary>A commit.</summary>
/// <param name="At">When it was seen.</param>
/// <param name="Offset">What was committed.</param>
/// <param name="Lag">Messages that it left behind.</param>
internal readonly record struct CommitSample(DateTimeOffset At, long Offset, long Lag);
