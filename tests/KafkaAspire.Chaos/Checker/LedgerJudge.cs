using KafkaAspire.Chaos.CommandLine;
using KafkaAspire.Chaos.Traffic;

namespace KafkaAspire.Chaos.Checker;

/// <summary>Compares the ledger with the log.</summary>
internal sealed class LedgerJudge(ChaosOptions options, TransactionPlan plan, LogImage log, LedgerImage ledger, Findings findings)
{
    private readonly Dictionary<string, long> _sums = [];
    private readonly Dictionary<string, (int Partition, long Offset)> _last = [];
    private readonly Dictionary<(int Partition, long Offset), int> _places = [];

    /// <summary>Judges every entry, then the balances.</summary>
    /// <returns>How often each transaction took effect.</returns>
    public int[] Judge()
    {
        var effects = new int[options.Messages];
        foreach (var entry in ledger.Entries)
        {
            CountBalances(entry);
            if (plan.NumberOf(entry.Id) is not { } number || number >= effects.Length || log.NumberAt(entry.Partition, entry.Offset) != number)
            {
                findings.Add(Flaw.Phantom, $"entry {entry.Id} says it is {entry.Partition}:{entry.Offset}, which the log does not");
                continue;
            }
            effects[number]++;
            JudgeContent(entry, plan.At(number), number);
            JudgeOrder(entry, number);
            JudgeCount(entry, number, effects[number]);
        }
        foreach (var (account, sum) in _sums)
            if (ledger.Balances.GetValueOrDefault(account) != sum)
                findings.Add(Flaw.WrongBalance, $"{account} has {ledger.Balances.GetValueOrDefault(account)}, its entries come to {sum}");
        if (options.Delivery == Delivery.ExactlyOnce && !options.HasBrokenConsumers)
            JudgeHandled();
        findings.Applied = ledger.Entries.Count;
        return effects;
    }

    private void CountBalances(LedgerRow entry)
    {
        _sums[entry.Account] = _sums.GetValueOrDefault(entry.Account) + (entry.Kind == (int)Kind.Deposit ? entry.Amount : -entry.Amount);
        if (entry.CounterAccount is { } counter)
            _sums[counter] = _sums.GetValueOrDefault(counter) + entry.Amount;
    }

    private void JudgeContent(LedgerRow entry, PlannedTransaction sent, int number)
    {
        if ((entry.Account, entry.CounterAccount, entry.Kind, entry.Amount) != (sent.Account, sent.CounterAccount, (long)sent.Kind, sent.Amount))
            findings.Add(Flaw.Altered, $"transaction {number} is {entry.Kind} {entry.Amount} of {entry.Account}, sent was {sent.Kind} {sent.Amount} of {sent.Account}");
    }

    private void JudgeOrder(LedgerRow entry, int number)
    {
        if (_last.TryGetValue(entry.Account, out var last) && (entry.Partition != last.Partition || entry.Offset < last.Offset))
            findings.Add(Flaw.Reordered, $"transaction {number} of {entry.Account}, {entry.Partition}:{entry.Offset}, comes after {last.Partition}:{last.Offset}");
        _last[entry.Account] = (entry.Partition, entry.Offset);
    }

    // Where ids are unique a transaction counts once. Where they are not each record of the log does, and it is the place that must be unique.
    private void JudgeCount(LedgerRow entry, int number, int effects)
    {
        int atPlace = _places[(entry.Partition, entry.Offset)] = _places.GetValueOrDefault((entry.Partition, entry.Offset)) + 1;
        if (options.Deduplicate && !options.HasBrokenConsumers ? effects > 1 : atPlace > 1)
            findings.Add(Flaw.Doubled, $"transaction {number} of {entry.Account}, {entry.Partition}:{entry.Offset}, took effect {Math.Max(effects, atPlace)} times");
    }

    // Unique ids hide a batch that was handled twice; its count does not.
    private void JudgeHandled()
    {
        foreach (int partition in log.Partitions)
        {
            int logged = log.Of(partition).Count();
            if (ledger.Handled.GetValueOrDefault(partition) is var handled && handled != logged)
                findings.Add(Flaw.HandledTwice, $"partition {partition} holds {logged} transactions, the ledger counts {handled} as handled");
        }
    }
}
