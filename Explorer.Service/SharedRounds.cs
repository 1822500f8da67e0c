namespace Explorer.Service;

/// <summary>
/// Who looks at work that is done round after round for everybody at once: watchers are told of each round, and who can't wait gets the outcome of
/// the next one that begins.
/// </summary>
/// <typeparam name="T">A round's outcome.</typeparam>
internal sealed class SharedRounds<T>
{
    private readonly Lock _lock = new();
    private readonly HashSet<Watcher> _watchers = [];
    private TaskCompletionSource _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<T> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether anybody watches, and what completes as soon as somebody wants a round.</summary>
    public (bool IsWatched, Task Wanted) Demand
    {
        get
        {
            lock (_lock)
                return (_watchers.Count > 0, _wanted.Task);
        }
    }

    /// <summary>Calls back after each round until the result is disposed, and wants a round now.</summary>
    /// <param name="onRound">Called by whoever does the rounds: it must return at once.</param>
    public IDisposable Watch(Action onRound)
    {
        var watcher = new Watcher(this, onRound);
        lock (_lock)
        {
            _watchers.Add(watcher);
            _wanted.TrySetResult();
        }
        return watcher;
    }

    /// <summary>Wants a round, and waits for the outcome of the next one that begins; callers at the same time share it.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<T> NextAsync(CancellationToken cancellationToken)
    {
        Task<T> next;
        lock (_lock)
        {
            next = _next.Task;
            _wanted.TrySetResult();
        }
        return await next.WaitAsync(cancellationToken);
    }

    /// <summary>Wants a round without waiting for it.</summary>
    public void Want()
    {
        lock (_lock)
            _wanted.TrySetResult();
    }

    /// <summary>Begins a round. Who calls <see cref="NextAsync"/> from here on waits for the one after it.</summary>
    /// <returns>Takes the round's outcome.</returns>
    public TaskCompletionSource<T> Begin()
    {
        lock (_lock)
        {
            var begun = _next;
            _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return begun;
        }
    }

    /// <summary>Tells the watchers that there is something new.</summary>
    public void Tell()
    {
        Watcher[] watchers;
        lock (_lock)
            watchers = [.. _watchers];
        foreach (var watcher in watchers)
            watcher.OnRound();
    }

    /// <summary>There are no more rounds: nobody waits for one any longer.</summary>
    public void Stop()
    {
        lock (_lock)
            _next.TrySetCanceled();
    }

    private sealed class Watcher(SharedRounds<T> rounds, Action onRound) : IDisposable
    {
        public Action OnRound => onRound;

        public void Dispose()
        {
            lock (rounds._lock)
                rounds._watchers.Remove(this);
        }
    }
}
