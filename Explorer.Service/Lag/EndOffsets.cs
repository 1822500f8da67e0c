namespace Explorer.Service.Lag;

/// <summary>Where a partition ended during the last minutes: from it follows when the message at an offset was written.</summary>
internal sealed class EndOffsets
{
    // Two minutes while somebody watches, ten while nobody does. A message that is older is asked for.
    private const int MostPoints = 120;

    private readonly List<Point> _points = [];

    /// <summary>Whether the partition ended at the last look where it had ended at the one before.</summary>
    public bool IsAtRest => _points.Count > 1 && _points[^1].End == _points[^2].End;

    public void Add(DateTimeOffset at, long end)
    {
        // The same answer once more: from a broker that is slow.
        if (_points.Count > 0 && at <= _points[^1].At)
            return;
        // A partition was deleted and created again, or cut by an unclean election: what was before says nothing any more.
        if (_points.Count > 0 && end < _points[^1].End)
            _points.Clear();
        // Of a time without messages both ends are enough.
        if (_points.Count > 1 && _points[^1].End == end && _points[^2].End == end)
            _points.RemoveAt(_points.Count - 1);
        else if (_points.Count == MostPoints)
            _points.RemoveAt(0);
        _points.Add(new(at, end));
    }

    /// <summary>The ends that were seen since a time, and the one before it.</summary>
    public IEnumerable<long> Since(DateTimeOffset time)
    {
        for (int i = _points.Count - 1; i >= 0; i--)
        {
            yield return _points[i].End;
            if (_points[i].At <= time)
                yield break;
        }
    }

    /// <summary>When the message at an offset was written, as if messages had come evenly between two looks; null if it was there before the first.</summary>
    /// <param name="offset">The offset.</param>
    public WriteTime? TimeOf(long offset)
    {
        int after = 0;
        while (after < _points.Count && _points[after].End <= offset)
            after++;
        if (after == 0 || after == _points.Count)
            return null;
        var (from, to) = (_points[after - 1], _points[after]);
        var between = to.At - from.At;
        return new(from.At + between * ((offset - from.End + 0.5) / (to.End - from.End)), between);
    }

    private readonly record struct Point(DateTimeOffset At, long End);
}

/// <summary>When a message was written.</summary>
/// <param name="At">The time.</param>
/// <param name="Within">How far from it the truth may be.</param>
internal readonly record struct WriteTime(DateTimeOffset At, TimeSpan Within);
