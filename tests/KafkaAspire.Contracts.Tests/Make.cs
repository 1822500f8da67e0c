using CsCheck;

namespace KafkaAspire.Contracts.Tests;

/// <summary>Transactions for tests.</summary>
internal static class Make
{
    public static Transaction Withdrawal(long amount = 1250) => new()
    {
        Id = Guid.CreateVersion7(),
        Account = "ACC-000001",
        Kind = TransactionKind.Withdrawal,
        Amount = amount,
        Currency = "EUR",
        Time = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero),
    };

    private static readonly Gen<string> Account = Gen.String[Gen.Char[' ', '\uD7FF'].Where(c => !char.IsControl(c)), 1, TransactionRules.MaxAccountLength];

    /// <summary>Every transaction that the rules allow.</summary>
    public static readonly Gen<Transaction> Any =
        from id in Gen.Guid.Where(id => id != Guid.Empty)
        from account in Account
        from counter in Account.Where(counter => counter.Length > 0)
        from kind in Gen.Int[1, 3].Select(number => (TransactionKind)number)
        from amount in Gen.Long[1, TransactionRules.MaxAmount]
        from currency in Gen.String[Gen.Char['A', 'Z'], 3, 3]
        from ticks in Gen.Long[0, DateTime.UnixEpoch.Ticks * 2]
        where counter != account
        select new Transaction
        {
            Id = id,
            Account = account,
            Kind = kind,
            CounterAccount = kind == TransactionKind.Transfer ? counter : null,
            Amount = amount,
            Currency = currency,
            Time = new(ticks, TimeSpan.Zero),
        };
}
