namespace KafkaAspire.Contracts.Tests;

public class TransactionFingerprintTests
{
    [Fact]
    public void Id_and_time_are_not_part_of_it()
    {
        var transaction = Make.Withdrawal();
        Assert.Equal(TransactionFingerprint.Of(transaction), TransactionFingerprint.Of(transaction with { Id = Guid.NewGuid(), Time = DateTimeOffset.UnixEpoch }));
    }

    [Fact]
    public void Every_other_member_is_part_of_it()
    {
        var transfer = Make.Withdrawal() with { Kind = TransactionKind.Transfer, CounterAccount = "ACC-000002" };
        Transaction[] others =
        [
            transfer with { Account = "ACC-000003" },
            transfer with { Kind = TransactionKind.Deposit },
            transfer with { CounterAccount = "ACC-000003" },
            transfer with { CounterAccount = null },
            transfer with { Amount = 1251 },
            transfer with { Currency = "BRL" },
            transfer with { Account = "ACC-000001A", CounterAccount = "CC-000002" },
        ];
        Assert.All(others, other => Assert.NotEqual(TransactionFingerprint.Of(transfer), TransactionFingerprint.Of(other)));
    }

    [Fact]
    public void The_longest_accounts_fit() =>
        Assert.NotEqual(0, TransactionFingerprint.Of(new('\uFFFD', 5_000), TransactionKind.Transfer, new('é', 5_000), 1, "EUR"));
}
