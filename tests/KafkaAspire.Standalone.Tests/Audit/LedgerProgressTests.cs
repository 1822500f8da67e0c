using KafkaAspire.Standalone.Audit;

namespace KafkaAspire.Standalone.Tests.Audit;

public sealed class LedgerProgressTests : IDisposable
{
    private readonly HandMadeRun _run = new();

    private void Settle(string log, int partition, long next) => _run.Execute(
        "INSERT INTO offsets VALUES ('transactions', $log, $partition, $next) ON CONFLICT DO UPDATE SET next_offset = $next",
        ("$log", log), ("$partition", partition), ("$next", next));

    [Fact]
    public void Only_what_this_run_has_moved_counts()
    {
        Settle("an earlier topic", 0, 1000);
        Settle("this topic", 1, 5);
        var progress = new LedgerProgress(_run.Ledger, _run.Ledger.ReadOffsets());
        Assert.Empty(progress.Read());

        Settle("this topic", 0, 3);
        Settle("this topic", 1, 6);

        Assert.Equal(new Dictionary<int, long> { [0] = 3, [1] = 6 }, progress.Read());
    }

    public void Dispose() => _run.Dispose();
}
