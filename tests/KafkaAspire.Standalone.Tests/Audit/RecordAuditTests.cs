using KafkaAspire.Standalone.Audit;
using KafkaAspire.Standalone.CommandLine;

namespace KafkaAspire.Standalone.Tests.Audit;

/// <summary>The audit must find each fault; a run without one is the control.</summary>
public sealed class RecordAuditTests : IDisposable
{
    private readonly HandMadeRun _run = new();

    public RecordAuditTests()
    {
        for (int i = 0; i < 1000; i++)
            _run.Deliver(i % 3 == 0 ? HandMadeRun.Transfer($"a{i % 7}", "b", i + 1) : HandMadeRun.Deposit($"a{i % 7}", i + 1), partition: i % 12);
    }

    [Fact]
    public void A_run_without_fault_adds_up()
    {
        var report = _run.Audit();

        Assert.True(report.AddsUp);
        Assert.Equal((1000, 1000, 0, 0, 0), (report.Produced, report.Applied, report.DeadLettered, report.Lost, report.Doubled));
        Assert.Equal("audit: produced 1000, applied 1000, dead-lettered 0, lost 0, doubled 0 (exactly-once)", AuditText.LastLine(report, Delivery.ExactlyOnce));
        Assert.Equal(0, Verdict.Of(report, new(), hasFailed: false).ExitCode);
        Assert.Equal(["balances: right"], AuditText.Explain(report));
    }

    [Fact]
    public void A_loss_is_found_with_its_place()
    {
        var lost = HandMadeRun.Deposit("a", 5);
        long offset = _run.Acknowledge(lost, partition: 4);

        var report = _run.Audit();

        Assert.Equal((1001, 1000, 1, 0), (report.Produced, report.Applied, report.Lost, report.Doubled));
        Assert.Contains(report.Examples, example => example == $"lost: {lost.Id}, partition 4 offset {offset}");
        Assert.Equal(1, report.Partitions.Single(partition => partition.Partition == 4).Lost);
        Assert.Equal(3, Verdict.Of(report, new(), hasFailed: false).ExitCode);
        Assert.Equal(3, Verdict.Of(report, new() { Delivery = Delivery.AtLeastOnce }, hasFailed: false).ExitCode);
        Assert.Equal(0, Verdict.Of(report, new() { Delivery = Delivery.AtMostOnce }, hasFailed: false).ExitCode);
    }

    [Fact]
    public void A_double_is_found()
    {
        var doubled = _run.Deliver(HandMadeRun.Deposit("a", 5), partition: 2);
        _run.Apply(doubled, partition: 2, offset: 7);

        var report = _run.Audit();

        Assert.Equal((1001, 1001, 0, 1), (report.Produced, report.Applied, report.Lost, report.Doubled));
        Assert.Contains(report.Examples, example => example == $"doubled: {doubled.Id}, partition 2 offset 7");
        Assert.Equal(3, Verdict.Of(report, new(), hasFailed: false).ExitCode);
        Assert.Equal(0, Verdict.Of(report, new() { Delivery = Delivery.AtLeastOnce }, hasFailed: false).ExitCode);
        Assert.Equal(3, Verdict.Of(report, new() { Delivery = Delivery.AtMostOnce }, hasFailed: false).ExitCode);
    }

    [Fact]
    public void Every_extra_effect_counts()
    {
        var doubled = _run.Deliver(HandMadeRun.Deposit("a", 5), partition: 2);
        for (int i = 0; i < 300; i++)
            _run.Apply(doubled, partition: 2, offset: 7);

        Assert.Equal(300, _run.Audit().Doubled);
    }

    [Fact]
    public void A_wrong_amount_is_found()
    {
        var sent = HandMadeRun.Deposit("a", 5);
        _run.Apply(sent with { Amount = 6 }, partition: 1, _run.Acknowledge(sent, partition: 1));

        var report = _run.Audit();

        Assert.Equal((1, 0, 0), (report.Wrong, report.Lost, report.Doubled));
        Assert.Equal(3, Verdict.Of(report, new(), hasFailed: false).ExitCode);
    }

    [Fact]
    public void A_wrong_balance_is_found()
    {
        _run.Move("b", 1);

        var report = _run.Audit();

        Assert.Equal(1, report.WrongBalances);
        Assert.Contains("account b", Assert.Single(_run.Ledger.FindWrongBalances().Examples));
        Assert.Contains("balances: 1 wrong", AuditText.Explain(report));
        Assert.Equal(3, Verdict.Of(report, new(), hasFailed: false).ExitCode);
    }

    [Fact]
    public void A_balance_without_entries_and_entries_without_a_balance_are_wrong()
    {
        _run.Move("nobody", 10);
        var entry = HandMadeRun.Transfer("x", "y", 3);
        _run.Insert(entry, partition: 0, _run.Acknowledge(entry, partition: 0));

        Assert.Equal(3, _run.Audit().WrongBalances);
    }

    [Fact]
    public void A_dead_letter_is_no_loss()
    {
        long offset = _run.Acknowledge(HandMadeRun.Deposit("a", 5), partition: 4);

        var report = _run.Audit(deadLetters: new HashSet<Place> { new(4, offset) });

        Assert.Equal((1001, 1000, 1, 0), (report.Produced, report.Applied, report.DeadLettered, report.Lost));
        Assert.True(report.AddsUp);
    }

    [Fact]
    public void The_same_transaction_sent_twice_counts_once_and_is_no_loss()
    {
        var twice = _run.Deliver(HandMadeRun.Deposit("a", 5), partition: 4);
        _run.Acknowledge(twice, partition: 4);

        var report = _run.Audit();

        Assert.Equal((1002, 1001, 0, 0, 1), (report.Produced, report.Applied, report.Lost, report.Doubled, report.Repeated));
    }

    [Fact]
    public void A_transaction_that_an_earlier_run_applied_is_no_loss()
    {
        long baseline = _run.Ledger.ReadBaseline();
        using var later = new HandMadeRun();
        var again = HandMadeRun.Deposit("a", 5);
        later.Apply(again, partition: 0, offset: 0);
        long laterBaseline = later.Ledger.ReadBaseline();
        later.Acknowledge(again, partition: 0);

        var report = later.Audit(laterBaseline);

        Assert.Equal(1000, baseline);
        Assert.Equal((1, 0, 0, 1), (report.Produced, report.Applied, report.Lost, report.Repeated));
        Assert.Equal(0, later.Ledger.CountAppliedAgain(laterBaseline));
        later.Apply(again, partition: 0, offset: 1);
        Assert.Equal(1, later.Ledger.CountAppliedAgain(laterBaseline));
    }

    [Fact]
    public void What_nobody_has_read_is_not_lost_and_does_not_prove_anything()
    {
        long offset = _run.Acknowledge(HandMadeRun.Deposit("a", 5), partition: 4);

        var report = _run.Audit(scope: new(new Dictionary<int, long>(), new Dictionary<int, long> { [4] = offset }));

        Assert.Equal((0, 1), (report.Lost, report.Unread));
        Assert.Equal(1, Verdict.Of(report, new(), hasFailed: false).ExitCode);
    }

    [Fact]
    public void What_was_in_the_topic_before_the_run_is_told_apart()
    {
        _run.Apply(HandMadeRun.Deposit("old", 5), partition: 4, offset: 3);
        _run.Apply(HandMadeRun.Deposit("foreign", 5), partition: 4, offset: 400);

        var report = _run.Audit(scope: new(new Dictionary<int, long> { [4] = 10 }, new Dictionary<int, long>()));

        Assert.Equal((1001, 1, 1), (report.Applied, report.Backlog, report.Unknown));
    }

    public void Dispose() => _run.Dispose();
}
