using System.Diagnostics;

namespace Consumer.Service.Delivery;

/// <summary>
/// The batch that is being settled. While that takes long the group is told that this consumer lives, and a rebalance that comes then cuts it
/// short: what is in the sink stays, the rest is dropped, and never half of it.
/// </summary>
internal sealed class BatchInFlight
{
    /// <summary>How long a batch may take before the group is told, and from then on how often. It is below every allowed max.poll.interval.ms.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>How long a batch may go on after the service was told to stop.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(6);

    private long _started;
    private CancellationTokenSource? _cut;
    private Task<Outcome>? _settling;

    /// <summary>How long the batch in flight has been in work; null while there is none.</summary>
    public TimeSpan? Age => Interlocked.Read(ref _started) is not 0 and var started ? Stopwatch.GetElapsedTime(started) : null;

    /// <summary>Settles a batch.</summary>
    /// <param name="settle">The work; it does not run on the polling thread.</param>
    /// <param name="keepMembership">Tells the group that this consumer lives. Rebalances happen in there.</param>
    /// <param name="stoppingToken">Tells that the service stops: the batch is finished if that does not take long.</param>
    /// <returns>What became of the batch: refused, if a rebalance cut it short.</returns>
    /// <exception cref="OperationCanceledException">The service stops, and the batch took too long.</exception>
    public async Task<Outcome> RunAsync(Func<CancellationToken, Task<Outcome>> settle, Action keepMembership, CancellationToken stoppingToken)
    {
        using var cut = _cut = new();
        using var onStop = stoppingToken.Register(() => cut.CancelAfter(StopPatience));
        Interlocked.Exchange(ref _started, Stopwatch.GetTimestamp());
        _settling = Task.Run(() => settle(cut.Token), CancellationToken.None);
        try
        {
            while (!await CompletesSoonAsync(_settling))
                keepMembership();
            return await _settling;
        }
        catch (OperationCanceledException) when (cut.IsCancellationRequested && !stoppingToken.IsCancellationRequested)
        {
            return new(0, 0, "a rebalance cut it short");
        }
        finally
        {
            (_cut, _settling) = (null, null);
            Interlocked.Exchange(ref _started, 0);
        }
    }

    /// <summary>Ends the batch in flight, if there is one, and waits until nothing of it is going on any more.</summary>
    public void CutShort()
    {
        _cut?.Cancel();
        // Its outcome, a failure as well, belongs to whoever started it.
        if (_settling is { } settling)
            Task.WhenAny(settling).GetAwaiter().GetResult();
    }

    private static async Task<bool> CompletesSoonAsync(Task settling)
    {
        if (settling.IsCompleted)
            return true;
        using var timer = new CancellationTokenSource();
        var first = await Task.WhenAny(settling, Task.Delay(Interval, timer.Token));
        await timer.CancelAsync();
        return first == settling;
    }
}
