using KafkaAspire.Contracts.Journal;
using KafkaAspire.Standalone.Audit;

namespace KafkaAspire.Standalone.Tests.Audit;

public sealed class TotalsAuditTests : IDisposable
{
    private readonly HandMadeRun _run = new();

    public TotalsAuditTests()
    {
        for (int i = 0; i < 60; i++)
            _run.Deliver(HandMadeRun.Deposit("a", i + 1), partition: i % 3);
    }

    private AuditReport Audit(long waiting = 0)
    {
        using var journal = new JournalDirectory(_run.JournalPath);
        var acknowledged = journal.ReadPartitions();
        var entries = _run.Ledger.ReadTotals(0, RunScope.Everything).ToDictionary(totals => totals.Partition);
        return TotalsAudit.Compare([.. acknowledged.Keys.Union(entries.Keys).Select(partition => new PartitionSides(
            partition, acknowledged.GetValueOrDefault(partition), entries.GetValueOrDefault(partition), 0, waiting))], _run.Ledger.CountDistinct(0, RunScope.Everything));
    }

    [Fact]
    public void A_run_without_fault_adds_up()
    {
        var report = Audit();

        Assert.True(report.AddsUp);
        Assert.Equal((60, 60, 0, 0), (report.Produced, report.Applied, report.Lost, report.Doubled));
    }

    [Fact]
    public void A_loss_is_found_in_its_partition()
    {
        _run.Acknowledge(HandMadeRun.Deposit("a", 5), partition: 1);

        var report = Audit();

        Assert.Equal((1, 0), (report.Lost, report.Unread));
        Assert.Equal(1, report.Partitions.Single(partition => !partition.AddsUp).Partition);
        Assert.Equal((0, 1), Audit(waiting: 5) is var unread ? (unread.Lost, unread.Unread) : default);
    }

    [Fact]
    public void A_double_is_found_also_on_another_partition()
    {
        var transaction = _run.Deliver(HandMadeRun.Deposit("a", 5), partition: 1);
        _run.Apply(transaction, partition: 1, offset: 90);
        _run.Apply(transaction, partition: 2, offset: 91);

        Assert.Equal(2, Audit().Doubled);
    }

    [Fact]
    public void Wrong_amounts_are_found()
    {
        var sent = HandMadeRun.Deposit("a", 5);
        _run.Apply(sent with { Amount = 6 }, partition: 1, _run.Acknowledge(sent, partition: 1));

        Assert.Equal(1, Audit().Wrong);
    }

    [Fact]
    public void Earlier_entries_and_earlier_offsets_do_not_count()
    {
        long baseline = _run.Ledger.ReadBaseline();
        _run.Apply(HandMadeRun.Deposit("a", 7), partition: 1, offset: 3);
        _run.Apply(HandMadeRun.Deposit("a", 7), partition: 1, offset: 100);

        var totals = Assert.Single(_run.Ledger.ReadTotals(baseline, new(new Dictionary<int, long> { [1] = 50 }, new Dictionary<int, long>())));

        Assert.Equal(new LedgerTotals(1, 1, 1, 7), totals);
    }

    [Fact]
    public void A_ledger_that_is_not_there_yet_has_nothing()
    {
        var ledger = new LedgerDatabase(KafkaAspire.Standalone.CommandLine.LedgerKind.Sqlite, $"Data Source={_run.LedgerPath}.missing");

        Assert.Equal(0, ledger.ReadBaseline());
        Assert.False(File.Exists(_run.LedgerPath + ".missing"));
    }

    [Fact]
    public void Totals_of_several_producers_add_up()
    {
        using (var second = new AcknowledgementJournal(_run.JournalPath, "producer-2", keepRecords: false))
            second.Add(HandMadeRun.Deposit("a", 1000), partition: 0, offset: 500);
        using var journal = new JournalDirectory(_run.JournalPath);

        Assert.Equal(61, journal.CountAll());
        Assert.Equal((21L, 501L), journal.ReadPartitions()[0] is var totals ? (totals.Messages, totals.NextOffset) : default);
    }

    public void Dispose() => _run.Dispose();
}
