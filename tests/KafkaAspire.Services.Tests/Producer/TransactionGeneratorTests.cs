using KafkaAspire.Contracts;
using Producer.Service.Sources;

namespace KafkaAspire.Services.Tests.Producer;

public class TransactionGeneratorTests
{
    private static Transaction[] Generate(int count, int? seed)
    {
        var generator = new TransactionGenerator(new GenerateOptions(0, 50, seed, 0), TimeProvider.System);
        return [.. Enumerable.Range(0, count).Select(_ => generator.Next())];
    }

    [Fact]
    public void Everything_made_up_is_allowed_and_unique()
    {
        var made = Generate(20_000, seed: null);
        Assert.All(made, transaction => Assert.Null(TransactionRules.FindViolation(transaction)));
        Assert.Equal(made.Length, made.Select(transaction => transaction.Id).Distinct().Count());
        Assert.All(made, transaction => Assert.Equal(7, transaction.Id.Version));
    }

    [Fact]
    public void The_same_seed_makes_the_same_transactions() => Assert.Equal(Generate(1_000, seed: 42), Generate(1_000, seed: 42));

    [Fact]
    public void Replicas_without_a_seed_share_no_id() =>
        Assert.Empty(Generate(1_000, seed: null).Select(transaction => transaction.Id).Intersect(Generate(1_000, seed: null).Select(transaction => transaction.Id)));

    [Fact]
    public void Now_and_then_a_withdrawal_is_made_twice_with_two_ids()
    {
        var made = Generate(20_000, seed: 1);
        Assert.Contains(made.Zip(made.Skip(1)), pair =>
            pair.First.Kind == TransactionKind.Withdrawal && TransactionFingerprint.Of(pair.First) == TransactionFingerprint.Of(pair.Second) && pair.First.Id != pair.Second.Id);
    }
}
