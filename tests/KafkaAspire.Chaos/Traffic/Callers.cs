namespace KafkaAspire.Chaos.Traffic;

/// <summary>All callers of a run, side by side, each with the next batch that nobody has taken.</summary>
internal sealed class Callers(IReadOnlyList<Uri> producers, TransactionPlan plan, CallersJournal journal, Pace pace, int messages)
{
    private const int Count = 8;
    private const int BatchSize = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private int _batches;
    private int _repeats;

    /// <summary>How often a batch was sent again for want of an answer.</summary>
    public int Repeats => _repeats;

    /// <summary>Sends everything.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = Patience };
        await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => RunOneAsync(http, cancellationToken)));
    }

    private async Task RunOneAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var caller = new Caller(http, producers, plan, journal, pace);
        while (Interlocked.Increment(ref _batches) - 1 is var batch && (long)batch * BatchSize < messages)
        {
            int first = batch * BatchSize;
            int count = Math.Min(BatchSize, messages - first);
            await pace.EnterAsync(count, cancellationToken);
            int before = caller.Repeats;
            await caller.SendAsync(first, count, cancellationToken);
            Interlocked.Add(ref _repeats, caller.Repeats - before);
        }
    }
}
