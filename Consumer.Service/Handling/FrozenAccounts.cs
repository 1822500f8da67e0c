using System.Collections.Frozen;
using KafkaAspire.Contracts;

namespace Consumer.Service.Handling;

/// <summary>
/// The handler of this app: a transaction takes effect as it is, unless its account or its counter-account is frozen
/// (<c>Consumer:Handler:FrozenAccounts</c>, names separated by commas).
/// </summary>
internal sealed class FrozenAccounts(HandlingOptions options) : ITransactionHandler
{
    private readonly FrozenSet<string> _frozen = options.FrozenAccounts;

    public ValueTask<Transaction> HandleAsync(Transaction transaction, CancellationToken cancellationToken)
    {
        if (_frozen.Count > 0)
        {
            Check(transaction.Account);
            Check(transaction.CounterAccount);
        }
        return new(transaction);
    }

    private void Check(string? account)
    {
        if (account is not null && _frozen.Contains(account))
            throw new TransactionRefusedException($"account {account} is frozen");
    }
}
