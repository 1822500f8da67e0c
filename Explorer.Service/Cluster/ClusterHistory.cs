namespace Explorer.Service.Cluster;

/// <summary>What the last minutes were like, for charts: messages in and out a second, lag, and each topic's rate. Bounded.</summary>
/// <param name="watch">Tells of each scan.</param>
public sealed class ClusterHistory(ClusterWatch watch) : IHostedService
{
    // Five minutes while somebody watches.
    private const int MostPoints = 300;

    private readonly Lock _lock = new();
    private readonly Queue<TrafficPoint> _points = new();
    private readonly Dictionary<string, Queue<RatePoint>> _topics = [];
    private ClusterSnapshot? _last;

    /// <summary>The whole cluster's points, the oldest first.</summary>
    public IReadOnlyList<TrafficPoint> Points
    {
        get
        {
            lock (_lock)
                return [.. _points];
        }
    }

    /// <summary>A topic's rates, the oldest first.</summary>
    /// <param name="topic">The topic.</param>
    public IReadOnlyList<RatePoint> Topic(string topic)
    {
        lock (_lock)
            return _topics.TryGetValue(topic, out var points) ? [.. points] : [];
    }

    private void OnScanned(ClusterView view)
    {
        // Of a cluster that does not answer there is a gap, not the last figure once more.
        if (view is not { Failure: null, Snapshot: { } snapshot } || snapshot == _last)
            return;
        double? outRate = Out(snapshot, _last);
        lock (_lock)
        {
            Add(_points, new(
                snapshot.TakenAt, Sum(snapshot.Topics.Where(topic => !topic.IsInternal).Select(topic => topic.MessagesPerSecond)), outRate, snapshot.Groups.Sum(group => group.Lag ?? 0)));
            foreach (var topic in snapshot.Topics)
            {
                if (topic.MessagesPerSecond is not { } rate)
                    continue;
                if (!_topics.TryGetValue(topic.Name, out var points))
                    _topics[topic.Name] = points = new();
                Add(points, new(snapshot.TakenAt, rate));
            }
            foreach (string gone in _topics.Keys.Except(snapshot.Topics.Select(topic => topic.Name)).ToList())
                _topics.Remove(gone);
        }
        _last = snapshot;
    }

    // What groups committed since the scan before. A group that was set back has read nothing.
    private static double? Out(ClusterSnapshot now, ClusterSnapshot? before)
    {
        double seconds = before is null ? 0 : (now.TakenAt - before.TakenAt).TotalSeconds;
        if (seconds <= 0)
            return null;
        var groups = before!.Groups.ToDictionary(group => group.Id, group => group.Partitions);
        return now.Groups.Sum(group => groups.TryGetValue(group.Id, out var partitions) ? Out(group.Partitions, partitions) : 0) / seconds;
    }

    // Both in the same order: side by side, or a large cluster would take a table of all that it has, every second.
    private static long Out(IReadOnlyList<GroupPartition> now, IReadOnlyList<GroupPartition> before)
    {
        long read = 0;
        for (int i = 0, j = 0; i < now.Count && j < before.Count;)
        {
            int order = string.CompareOrdinal(now[i].Topic, before[j].Topic) is not 0 and var topics ? topics : now[i].Partition.CompareTo(before[j].Partition);
            if (order == 0)
                read += Math.Max(0, now[i].Committed - before[j].Committed ?? 0);
            if (order <= 0)
                i++;
            if (order >= 0)
                j++;
        }
        return read;
    }

    private static double? Sum(IEnumerable<double?> rates)
    {
        var known = rates.OfType<double>().ToList();
        return known.Count == 0 ? null : known.Sum();
    }

    private static void Add<T>(Queue<T> points, T point)
    {
        if (points.Count == MostPoints)
            points.Dequeue();
        points.Enqueue(point);
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        watch.Scanned += OnScanned;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken)
    {
        watch.Scanned -= OnScanned;
        return Task.CompletedTask;
    }
}

/// <summary>The whole cluster at one time.</summary>
/// <param name="At">The time.</param>
/// <param name="In">Messages written a second; null at the first scan.</param>
/// <param name="Out">Messages that groups committed a second; null at the first scan.</param>
/// <param name="Lag">Messages that groups have not committed.</param>
public readonly record struct TrafficPoint(DateTimeOffset At, double? In, double? Out, long Lag);

/// <summary>A topic at one time.</summary>
/// <param name="At">The time.</param>
/// <param name="PerSecond">Messages written a second.</param>
public readonly record struct RatePoint(DateTimeOffset At, double PerSecond);
