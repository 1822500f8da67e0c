namespace Explorer.Service.Components;

/// <summary>Calls again and again while the page is in sight: the next time only after the last one is done, so that a slow answer piles up nothing.</summary>
internal sealed class SightedTimer : IDisposable
{
    private readonly PageSight _sight;
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="sight">Whether the page is in sight.</param>
    /// <param name="interval">How long to pause.</param>
    /// <param name="time">The clock.</param>
    /// <param name="tick">What to do.</param>
    public SightedTimer(PageSight sight, TimeSpan interval, TimeProvider time, Func<CancellationToken, Task> tick)
    {
        _sight = sight;
        sight.Changed += OnSight;
        _ = RunAsync(interval, time, tick);
    }

    private void OnSight()
    {
        if (_sight.IsVisible)
            _seen.TrySetResult();
        else
            _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private async Task RunAsync(TimeSpan interval, TimeProvider time, Func<CancellationToken, Task> tick)
    {
        try
        {
            while (true)
            {
                if (!_sight.IsVisible)
                    await _seen.Task.WaitAsync(_stop.Token);
                await tick(_stop.Token);
                await Task.Delay(interval, time, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    public void Dispose()
    {
        _sight.Changed -= OnSight;
        _stop.Cancel();
        _stop.Dispose();
    }
}
