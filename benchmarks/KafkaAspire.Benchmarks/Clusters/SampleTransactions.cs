using KafkaAspire.Contracts;

namespace KafkaAspire.Benchmarks.Clusters;

/// <summary>
/// Transactions whose values have 200 bytes on average: the generator's mix of deposits, withdrawals and transfers, on accounts that are named like
/// bank accounts. The same number gives the same transaction, but for its id where that has to be new.
/// </summary>
internal static class SampleTransactions
{
    private const int Accounts = 1_000;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Names = [.. Enumerable.Range(1, Accounts).Select(number => $"PT50 0002 0123 {number:D11} 54")];

    public static Transaction Make(int number)
    {
        var time = Start.AddTicks(number * 9_973L);
        int account = (int)((uint)number * 2_654_435_761 % Accounts);
        var kind = (number % 20) switch { < 10 => TransactionKind.Deposit, < 17 => TransactionKind.Withdrawal, _ => TransactionKind.Transfer };
        return new()
        {
            // A version 7 UUID, as the generator makes.
            Id = Guid.CreateVersion7(time),
            Account = Names[account],
            Kind = kind,
            CounterAccount = kind == TransactionKind.Transfer ? Names[(account + 1) % Accounts] : null,
            Amount = number + 1,
            Currency = "EUR",
            Time = time,
        };
    }

    /// <summary>A number of them, made before the clock runs.</summary>
    public static Transaction[] Make(int first, int count) => [.. Enumerable.Range(first, count).Select(number => Make(number))];
}
