namespace Explorer.Service.Components;

/// <summary>Calls again and again while the page is in sight: the next time only after the last one is done, so that a slow answer piles up nothing.</summary>
internal sealed class SightedTimer : IDisposable
{
    private readonly PageSight _sight;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _stopped;
    private TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="sight">Whether the page is in sight.</param>
    /// <param name="interval">How long to pause.</param>
    /// <param name="time">The clock.</param>
    /// <param name="tick">What to do.</param>
    /// <param name="fault">Told of what it throws, after which nothing is called any more: the component's <c>DispatchExceptionAsync</c>.</param>
    public SightedTimer(PageSight sight, TimeSpan interval, TimeProvider time, Func<CancellationToken, Task> tick, Func<Exception, Task> fault)
    {
        _sight = sight;
        _stopped = _stop.Token;
        sight.Changed += OnSight;
        _ = RunAsync(interval, time, tick, fault);
    }

    private void OnSight()
    {
        if (_sight.IsVisible)
            _seen.TrySetResult();
        else
            _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private async Task RunAsync(TimeSpan interval, TimeProvider time, Func<CancellationToken, Task> tick, Func<Exception, Task> fault)
    {
        try
        {
            while (true)
            {
                if (!_sight.IsVisible)
                    await _seen.Task.WaitAsync(_stopped);
                await tick(_stopped);
                await Task.Delay(interval, time, _stopped);
            }
        }
        catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
        {
            // The page is gone.
        }
        catch (Exception e)
        {
            await fault(e);
        }
    }

    public void Dispose()
    {
        _sight.Changed -= OnSight;
        _stop.Cancel();
        _stop.Dispose();
    }
}
