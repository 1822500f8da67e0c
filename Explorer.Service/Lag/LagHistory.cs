namespace Explorer.Service.Lag;

/// <summary>
/// A lag during the last minutes, for a chart. It is bounded, small where little changes (a large cluster has tens of thousands of them), and shared by all
/// snapshots: a reader takes a copy of it as it is now.
/// </summary>
public sealed class LagHistory
{
    /// <summary>How many points are kept at most: at one every five seconds those of ten minutes.</summary>
    public const int MostPoints = 120;

    private readonly TimeSpan _distance;
    private readonly List<LagPoint> _points = [];

    /// <param name="distance">How far points are apart at least; the newest may be closer to the one before.</param>
    internal LagHistory(TimeSpan distance) => _distance = distance;

    /// <summary>The points, the oldest first; the last is the newest figure, however close to the one before.</summary>
    public IReadOnlyList<LagPoint> Points
    {
        get
        {
            lock (_points)
                return [.. _points];
        }
    }

    internal void Add(DateTimeOffset at, long lag)
    {
        lock (_points)
        {
            // The newest before was there for its moment only. And of a time in which nothing changed both ends are enough.
            if (_points.Count > 1 && (_points[^1].At - _points[^2].At < _distance || (_points[^1].Lag == lag && _points[^2].Lag == lag)))
                _points.RemoveAt(_points.Count - 1);
            _points.Add(new(at, lag));
            Forget(at - (_distance * MostPoints));
        }
    }

    private void Forget(DateTimeOffset before)
    {
        int gone = 0;
        while (gone < _points.Count - 1 && (_points.Count - gone > MostPoints || _points[gone + 1].At <= before))
            gone++;
        _points.RemoveRange(0, gone);
        // What lasts since longer is known from here on.
        if (_points.Count > 1 && _points[0].At < before && _points[0].Lag == _points[1].Lag)
            _points[0] = new(before, _points[0].Lag);
    }
}

/// <summary>A lag at one time.</summary>
/// <param name="At">The time.</param>
/// <param name="Lag">Messages that were not committed.</param>
public readonly record struct LagPoint(DateTimeOffset At, long Lag);
