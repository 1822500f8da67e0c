using KafkaAspire.Contracts;

namespace Consumer.Service.Ledger;

/// <summary>What transactions add to balances, summed up for each account and currency: one change of a balance for each, however many move it.</summary>
internal sealed class BalanceEffects
{
    private readonly Dictionary<(string Account, string Currency), long> _sums = [];

    public IReadOnlyCollection<KeyValuePair<(string Account, string Currency), long>> Sums => _sums;

    public void Add(Transaction fact)
    {
        Add(fact.Account, fact.Currency, fact.Effect);
        if (fact.CounterAccount is { } counterAccount)
            Add(counterAccount, fact.Currency, fact.Amount);
    }

    private void Add(string account, string currency, long effect)
    {
        ref long sum = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_sums, (account, currency), out _);
        sum = checked(sum + effect);
    }
}
