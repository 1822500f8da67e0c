namespace Explorer.Service.Messages;

/// <summary>
/// Collects a page of messages out of many, and never holds more: those that come first by time, or last when going backwards. Messages of one partition
/// stay in the order of their offsets, whatever their timestamps say, so that what was left out is found again from one offset on.
/// </summary>
/// <param name="size">How many messages a page has.</param>
/// <param name="backwards">Whether the latest are wanted.</param>
internal sealed class MessagePage(int size, bool backwards)
{
    private readonly SortedSet<Placed> _kept = new(Comparer<Placed>.Create(Compare));
    private readonly Dictionary<int, long> _highest = [];
    private readonly Dictionary<int, long> _ceilings = [];
    private readonly Dictionary<int, long> _leftOut = [];

    public int Count => _kept.Count;

    public bool IsFull => _kept.Count >= size;

    /// <summary>The messages, in the order to show.</summary>
    public IReadOnlyList<ShownMessage> Messages => [.. (backwards ? _kept.Reverse() : _kept).Select(placed => placed.Message!)];

    /// <summary>The next page begins here, in partitions of which something was left out: forwards this offset is the first, backwards one past the last.</summary>
    public IReadOnlyDictionary<int, long> LeftOut => _leftOut;

    /// <summary>Going backwards, an earlier part of each partition comes next.</summary>
    public void BeginEarlier()
    {
        if (!backwards)
            return;
        foreach (var (partition, _) in _highest)
            if (_kept.Where(placed => placed.Partition == partition).Select(placed => (long?)placed.Key).Min() is { } least)
                _ceilings[partition] = least;
        _highest.Clear();
    }

    /// <summary>Takes a message, or leaves it out.</summary>
    /// <param name="partition">Its partition.</param>
    /// <param name="offset">Its offset, higher than that of the message before it in the part.</param>
    /// <param name="time">Its timestamp in milliseconds.</param>
    /// <param name="make">Makes what is shown of it, if it is.</param>
    public void Add(int partition, long offset, long time, Func<ShownMessage> make)
    {
        long key = Math.Max(time, _highest.GetValueOrDefault(partition, long.MinValue));
        if (_ceilings.TryGetValue(partition, out long ceiling))
            key = Math.Min(key, ceiling);
        _highest[partition] = key;
        var placed = new Placed(key, partition, offset, null);
        if (IsFull)
        {
            var worst = backwards ? _kept.Min : _kept.Max;
            bool isWorse = backwards ? Compare(placed, worst) < 0 : Compare(placed, worst) > 0;
            LeaveOut(isWorse ? placed : worst);
            if (isWorse)
                return;
            _kept.Remove(worst);
        }
        _kept.Add(placed with { Message = make() });
    }

    private void LeaveOut(Placed placed)
    {
        long bound = backwards ? placed.Offset + 1 : placed.Offset;
        _leftOut[placed.Partition] = !_leftOut.TryGetValue(placed.Partition, out long known) ? bound : backwards ? Math.Max(known, bound) : Math.Min(known, bound);
    }

    private static int Compare(Placed one, Placed other) => (one.Key, one.Partition, one.Offset).CompareTo((other.Key, other.Partition, other.Offset));

    private readonly record struct Placed(long Key, int Partition, long Offset, ShownMessage? Message);
}
