namespace Explorer.Service.Audit;

/// <summary>
/// Takes the audit forward while somebody looks, for everybody at once: pass after pass without a pause until it has caught up, then as often as
/// pages refresh. While nobody looks nothing is read, and the next look goes on from there.
/// </summary>
internal sealed class AuditWatch(AuditEngine engine, ExplorerOptions options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    private readonly SharedRounds<AuditReport> _passes = new();
    private volatile AuditReport? _current;
    private volatile bool _isRestartWanted;

    /// <summary>The outcome of the last pass; null before the first.</summary>
    public AuditReport? Current => _current;

    /// <summary>Calls back after each pass until the result is disposed, and makes passes meanwhile.</summary>
    /// <param name="onPassed">Called on the audit's thread: it must return at once.</param>
    public IDisposable Watch(Action onPassed) => _passes.Watch(onPassed);

    /// <summary>Waits for a pass that begins after this call.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<AuditReport> PassAsync(CancellationToken cancellationToken) => _passes.NextAsync(cancellationToken);

    /// <summary>Has everything read again from the first offset.</summary>
    public void Restart()
    {
        _isRestartWanted = true;
        _passes.Want();
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
            _passes.Stop();
        }
    }

    private async Task PassOnceAsync(CancellationToken stoppingToken)
    {
        var passed = _passes.Begin();
        if (_isRestartWanted)
        {
            _isRestartWanted = false;
            await engine.RestartAsync();
        }
        _current = await engine.PassAsync(stoppingToken);
        passed.SetResult(_current);
        _passes.Tell();
    }

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        var (isWatched, wanted) = _passes.Demand;
        if (!isWatched)
            await wanted.WaitAsync(stoppingToken);
        else if (_current is { IsComplete: true } or { Troubles.Count: > 0 })
            await Task.WhenAny(Task.Delay(options.RefreshInterval > ShortestInterval ? options.RefreshInterval : ShortestInterval, time, stoppingToken), wanted);
        stoppingToken.ThrowIfCancellationRequested();
    }
}
