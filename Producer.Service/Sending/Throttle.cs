namespace Producer.Service.Sending;

/// <summary>
/// Holds a source back: while it is paused, while as many messages as allowed are in flight, and while the group that it is paced by lags too
/// far behind. One thread sends; any thread may release it.
/// </summary>
internal sealed class Throttle(ProducerOptions options)
{
    private readonly object _changed = new();
    private readonly bool _paced = options.Pacing.MaxLag > 0;
    private long _allowance;
    private int _inFlight;
    private bool _paused;

    /// <summary>Messages sent and not yet acknowledged.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Whether the source is paused by hand.</summary>
    public bool IsPaused => Volatile.Read(ref _paused);

    /// <summary>Waits until one more message may be sent, and counts it.</summary>
    /// <exception cref="OperationCanceledException">The service stops.</exception>
    public void Enter(CancellationToken cancellationToken)
    {
        if (!MayEnter())
            WaitToEnter(cancellationToken);
        _allowance--;
        Interlocked.Increment(ref _inFlight);
    }

    /// <summary>Counts a message that does not wait, if there is room for it.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _inFlight) <= options.MaxInFlight)
            return true;
        Leave();
        return false;
    }

    /// <summary>Counts a message as acknowledged or given up.</summary>
    public void Leave()
    {
        int left = Interlocked.Decrement(ref _inFlight);
        // Waking the sender for each message would cost more than the message.
        if (left == options.MaxInFlight * 3 / 4 || left == 0)
            Wake();
    }

    /// <summary>Says how many messages may be sent before the next look at the group's lag.</summary>
    public void Allow(long messages)
    {
        Interlocked.Exchange(ref _allowance, messages);
        Wake();
    }

    /// <summary>Stops the source until <see cref="Resume"/>; what is in flight goes on.</summary>
    public void Pause() => Volatile.Write(ref _paused, true);

    /// <summary>Lets the source go on.</summary>
    public void Resume()
    {
        Volatile.Write(ref _paused, false);
        Wake();
    }

    private bool MayEnter() =>
        !Volatile.Read(ref _paused) && Volatile.Read(ref _inFlight) < options.MaxInFlight && (!_paced || Interlocked.Read(ref _allowance) > 0);

    private void WaitToEnter(CancellationToken cancellationToken)
    {
        using var _ = cancellationToken.Register(Wake);
        lock (_changed)
            while (!MayEnter())
            {
                cancellationToken.ThrowIfCancellationRequested();
                // The bound covers a wake-up that came between the look and the wait.
                Monitor.Wait(_changed, TimeSpan.FromMilliseconds(100));
            }
    }

    private void Wake()
    {
        lock (_changed)
            Monitor.PulseAll(_changed);
    }
}
