namespace Consumer.Service.Handling;

/// <summary>
/// The time that one transaction may take. Its clock is started only for a handler that does not answer at once, so that the others cost
/// nothing; not thread-safe: each row of transactions that follow each other has its own.
/// </summary>
internal sealed class TimeLimit(CancellationToken outside) : IDisposable
{
    private CancellationTokenSource? _source;

    /// <summary>Ends when the time is up, or from outside.</summary>
    public CancellationToken Token => (_source ??= CancellationTokenSource.CreateLinkedTokenSource(outside)).Token;

    public bool IsCancelledFromOutside => outside.IsCancellationRequested;

    public void Begin(TimeSpan time) => _source!.CancelAfter(time);

    /// <summary>Makes it ready for the next transaction.</summary>
    public void End()
    {
        _source?.Dispose();
        _source = null;
    }

    public void Dispose() => End();
}
