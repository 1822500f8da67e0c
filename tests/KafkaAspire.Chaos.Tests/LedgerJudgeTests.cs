using KafkaAspire.Chaos.Checker;
using KafkaAspire.Chaos.CommandLine;
using KafkaAspire.Chaos.Traffic;

namespace KafkaAspire.Chaos.Tests;

/// <summary>The judge finds each flaw in a ledger that was written by hand, and none in one that is right.</summary>
public sealed class LedgerJudgeTests
{
    private static readonly TransactionPlan Plan = new(7);

    // 18 and 19 are of one account; 18 was sent twice.
    private static readonly (int Number, long Offset)[] Log = [(18, 0), (19, 1), (18, 2), (3, 3)];

    [Fact]
    public void A_ledger_that_is_right_has_no_flaw()
    {
        var findings = Judge([Entry(18, 0), Entry(19, 1), Entry(3, 3)], handled: 4);

        Assert.Empty(findings.Examples);
        Assert.Equal(3, findings.Applied);
    }

    [Fact]
    public void What_took_effect_twice_is_doubled() => Assert.Equal(1, Judge([Entry(18, 0), Entry(19, 1), Entry(18, 2), Entry(3, 3)], 4)[Flaw.Doubled]);

    [Fact]
    public void Where_ids_are_not_unique_each_record_counts_and_the_same_record_twice_is_doubled()
    {
        Assert.Empty(Judge([Entry(18, 0), Entry(19, 1), Entry(18, 2), Entry(3, 3)], 4, deduplicate: false).Examples);
        Assert.Equal(1, Judge([Entry(18, 0), Entry(18, 0), Entry(19, 1), Entry(18, 2), Entry(3, 3)], 4, deduplicate: false)[Flaw.Doubled]);
    }

    [Fact]
    public void A_later_one_before_an_earlier_of_its_account_is_out_of_order() => Assert.Equal(1, Judge([Entry(19, 1), Entry(18, 0), Entry(3, 3)], 4)[Flaw.Reordered]);

    [Fact]
    public void An_entry_from_a_place_where_the_log_has_something_else_is_a_phantom() => Assert.Equal(1, Judge([Entry(18, 1)], 4)[Flaw.Phantom]);

    [Fact]
    public void Other_content_than_was_sent_is_altered() => Assert.Equal(1, Judge([Entry(18, 0) with { Amount = 1 }], 4)[Flaw.Altered]);

    [Fact]
    public void A_count_that_is_higher_than_the_log_is_long_was_handled_twice() => Assert.Equal(1, Judge([Entry(18, 0), Entry(19, 1), Entry(3, 3)], 8)[Flaw.HandledTwice]);

    [Fact]
    public void A_balance_that_is_not_the_sum_of_its_entries_is_wrong()
    {
        var entry = Entry(18, 0);
        var ledger = new LedgerImage([entry], new Dictionary<string, long> { [entry.Account] = -entry.Amount + 1 }, new Dictionary<int, long> { [0] = 4 });

        Assert.Equal(1, Judge(ledger, deduplicate: true)[Flaw.WrongBalance]);
    }

    private static LedgerRow Entry(int number, long offset)
    {
        var sent = Plan.At(number);
        return new(sent.Id, sent.Account, sent.CounterAccount, (int)sent.Kind, sent.Amount, 0, offset);
    }

    private static Findings Judge(LedgerRow[] entries, long handled, bool deduplicate = true)
    {
        var balances = new Dictionary<string, long>();
        foreach (var entry in entries)
        {
            balances[entry.Account] = balances.GetValueOrDefault(entry.Account) + (entry.Kind == (int)Kind.Deposit ? entry.Amount : -entry.Amount);
            if (entry.CounterAccount is { } counter)
                balances[counter] = balances.GetValueOrDefault(counter) + entry.Amount;
        }
        return Judge(new LedgerImage(entries, balances, new Dictionary<int, long> { [0] = handled }), deduplicate);
    }

    private static Findings Judge(LedgerImage ledger, bool deduplicate)
    {
        var log = new LogImage();
        foreach (var (number, offset) in Log)
            log.Set(0, offset, number);
        var findings = new Findings();
        var options = new ChaosOptions(20, 0, Delivery.ExactlyOnce, Sink.Sqlite, 7, 1, 1, 1, deduplicate, [], null, Sabotage.None);
        new LedgerJudge(options, Plan, log, ledger, findings).Judge();
        return findings;
    }
}
