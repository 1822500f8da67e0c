namespace Explorer.Service.Audit;

/// <summary>
/// Takes the audit forward while somebody looks, for everybody at once: pass after pass without a pause until it has caught up, then as often as
/// pages refresh. While nobody looks nothing is read, and the next look goes on from there.
/// </summary>
internal sealed class AuditWatch(AuditEngine engine, ExplorerOptions options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly HashSet<Watcher> _watchers = [];
    private TaskCompletionSource _wanted = NewSignal();
    private TaskCompletionSource<AuditReport> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile AuditReport? _current;
    private volatile bool _isRestartWanted;

    /// <summary>The outcome of the last pass; null before the first.</summary>
    public AuditReport? Current => _current;

    /// <summary>Calls back after each pass until the result is disposed, and makes passes meanwhile.</summary>
    /// <param name="onPassed">Called on the audit's thread: it must return at once.</param>
    public IDisposable Watch(Action onPassed)
    {
        var watcher = new Watcher(this, onPassed);
        lock (_lock)
        {
            _watchers.Add(watcher);
            _wanted.TrySetResult();
        }
        return watcher;
    }

    /// <summary>Waits for a pass that begins after this call.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<AuditReport> PassAsync(CancellationToken cancellationToken)
    {
        Task<AuditReport> next;
        lock (_lock)
        {
            next = _next.Task;
            _wanted.TrySetResult();
        }
        return await next.WaitAsync(cancellationToken);
    }

    /// <summary>Has everything read again from the first offset.</summary>
    public void Restart()
    {
        _isRestartWanted = true;
        lock (_lock)
            _wanted.TrySetResult();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host's start does not wait for the first look.
        await Task.Yield();
        try
        {
            while (true)
            {
                await WaitAsync(stoppingToken);
                await PassOnceAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            lock (_lock)
                _next.TrySetCanceled(stoppingToken);
        }
    }

    private async Task PassOnceAsync(CancellationToken stoppingToken)
    {
        TaskCompletionSource<AuditReport> passed;
        lock (_lock)
        {
            // From here on a call of PassAsync waits for the pass after this one.
            (passed, _next) = (_next, new(TaskCreationOptions.RunContinuationsAsynchronously));
            _wanted = NewSignal();
        }
        if (_isRestartWanted)
        {
            _isRestartWanted = false;
            await engine.RestartAsync();
        }
        _current = await engine.PassAsync(stoppingToken);
        passed.SetResult(_current);
        Watcher[] watchers;
        lock (_lock)
            watchers = [.. _watchers];
        foreach (var watcher in watchers)
            watcher.OnPassed();
    }

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        bool isWatched;
        Task wanted;
        lock (_lock)
        {
            isWatched = _watchers.Count > 0;
            wanted = _wanted.Task;
        }
        if (!isWatched)
            await wanted.WaitAsync(stoppingToken);
        else if (_current is { IsComplete: true } or { Troubles.Count: > 0 })
            await Task.WhenAny(Task.Delay(options.RefreshInterval > ShortestInterval ? options.RefreshInterval : ShortestInterval, time, stoppingToken), wanted);
        stoppingToken.ThrowIfCancellationRequested();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Watcher(AuditWatch watch, Action onPassed) : IDisposable
    {
        public Action OnPassed => onPassed;

        public void Dispose()
        {
            lock (watch._lock)
                watch._watchers.Remove(this);
        }
    }
}
