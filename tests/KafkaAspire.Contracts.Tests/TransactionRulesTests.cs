namespace KafkaAspire.Contracts.Tests;

public class TransactionRulesTests
{
    public static TheoryData<string, Func<Transaction, Transaction>> Violations => new()
    {
        { "id", transaction => transaction with { Id = Guid.Empty } },
        { "account", transaction => transaction with { Account = "" } },
        { "account", transaction => transaction with { Account = new('x', TransactionRules.MaxAccountLength + 1) } },
        { "account", transaction => transaction with { Account = "A\nB" } },
        { "kind", transaction => transaction with { Kind = (TransactionKind)9 } },
        { "amount", transaction => transaction with { Amount = 0 } },
        { "amount", transaction => transaction with { Amount = -5 } },
        { "amount", transaction => transaction with { Amount = TransactionRules.MaxAmount + 1 } },
        { "currency", transaction => transaction with { Currency = "eur" } },
        { "currency", transaction => transaction with { Currency = "EURO" } },
        { "counterAccount", transaction => transaction with { CounterAccount = "B" } },
        { "counterAccount", transaction => transaction with { Kind = TransactionKind.Transfer } },
        { "counterAccount", transaction => transaction with { Kind = TransactionKind.Transfer, CounterAccount = transaction.Account } },
    };

    [Theory]
    [MemberData(nameof(Violations), DisableDiscoveryEnumeration = true)]
    public void A_violation_names_its_member_in_one_line(string member, Func<Transaction, Transaction> spoil)
    {
        string? violation = TransactionRules.FindViolation(spoil(Make.Withdrawal()));
        Assert.StartsWith(member, violation);
        Assert.DoesNotContain('\n', violation!);
    }

    [Fact]
    public void A_withdrawal_takes_and_a_deposit_gives()
    {
        Assert.Equal(-1250, Make.Withdrawal().Effect);
        Assert.Equal(1250, (Make.Withdrawal() with { Kind = TransactionKind.Deposit }).Effect);
    }
}
