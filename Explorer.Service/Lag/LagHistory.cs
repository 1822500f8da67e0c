namespace Explorer.Service.Lag;

/// <summary>
/// How far a group was on one partition during the last minutes, for a chart. It is bounded, and shared by all snapshots: a reader takes
/// a copy of it as it is now.
/// </summary>
public sealed class LagHistory
{
    /// <summary>How many points are kept: at one every five seconds those of ten minutes.</summary>
    public const int MostPoints = 120;

    private readonly TimeSpan _distance;
    private readonly Lock _lock = new();
    private readonly Queue<LagPoint> _points = new();
    private DateTimeOffset _kept;
    private LagPoint _last;

    internal LagHistory(TimeSpan distance) => _distance = distance;

    /// <summary>The points, the oldest first; the last is the newest figure, however close to the one before.</summary>
    public IReadOnlyList<LagPoint> Points
    {
        get
        {
            lock (_lock)
                return _last.At == _kept ? [.. _points] : [.. _points, _last];
        }
    }

    internal void Add(LagPoint point)
    {
        lock (_lock)
        {
            if (_points.Count == 0 || point.At - _kept >= _distance)
            {
                if (_points.Count == MostPoints)
                    _points.Dequeue();
                _points.Enqueue(point);
                _kept = point.At;
            }
            _last = point;
        }
    }
}

/// <summary>How far a group was at one time.</summary>
/// <param name="At">The time.</param>
/// <param name="Committed">The next offset that it would read.</param>
/// <param name="End">The partition's end.</param>
public readonly record struct LagPoint(DateTimeOffset At, long Committed, long End)
{
    /// <summary>Messages that it had not committed.</summary>
    public long Lag => Math.Max(0, End - Committed);
}
