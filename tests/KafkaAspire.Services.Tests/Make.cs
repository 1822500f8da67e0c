using KafkaAspire.Contracts;

namespace KafkaAspire.Services.Tests;

/// <summary>Transactions for tests.</summary>
internal static class Make
{
    private static readonly DateTimeOffset Time = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    public static Transaction Deposit(string account, long amount) =>
        new() { Id = Guid.CreateVersion7(), Account = account, Kind = TransactionKind.Deposit, Amount = amount, Currency = "EUR", Time = Time };

    public static Transaction Withdrawal(string account, long amount) => Deposit(account, amount) with { Kind = TransactionKind.Withdrawal };

    public static Transaction Transfer(string account, string counterAccount, long amount) =>
        Deposit(account, amount) with { Kind = TransactionKind.Transfer, CounterAccount = counterAccount };
}
