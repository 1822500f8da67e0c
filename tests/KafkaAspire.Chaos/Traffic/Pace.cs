using System.Diagnostics;

namespace KafkaAspire.Chaos.Traffic;

/// <summary>
/// Keeps callers and faults in step: messages flow during the last fault as during the first, however slow the machine is. Callers may be
/// two faults ahead of what is done, and a fault waits until its share of the messages before it is acknowledged.
/// </summary>
internal sealed class Pace(int messages, int rate, params IReadOnlyList<int> faultsPerLane)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private readonly int[] _done = new int[faultsPerLane.Count];
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _acknowledged;
    private double _waited;
    private long _sent;

    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    public void CountAcknowledged(int count) => Interlocked.Add(ref _acknowledged, count);

    /// <summary>Says that one more fault of a lane is over.</summary>
    public void CountFault(int lane) => Interlocked.Increment(ref _done[lane]);

    /// <summary>Waits until a caller may send so many more.</summary>
    public async Task EnterAsync(int count, CancellationToken cancellationToken)
    {
        long turn = Interlocked.Add(ref _sent, count);
        while (turn > Bound())
            await Task.Delay(Look, cancellationToken);
    }

    /// <summary>Waits until it is the turn of a lane's next fault.</summary>
    public async Task ReachAsync(int lane, CancellationToken cancellationToken)
    {
        while (Acknowledged < (long)messages * _done[lane] / faultsPerLane[lane])
            await Task.Delay(Look, cancellationToken);
    }

    private double Bound()
    {
        lock (_done)
            return LockedBound();
    }

    private double LockedBound()
    {
        double ahead = faultsPerLane.Select((faults, lane) => faults == 0 ? double.MaxValue : Math.Ceiling(messages * (_done[lane] + 2.0) / faults)).Min();
        double now = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        // What the faults held back is not caught up on in one burst.
        double due = (now - _waited) * rate;
        if (due > ahead + rate)
            _waited = now - (ahead + rate) / rate;
        return Math.Min(ahead, due);
    }
}
