using KafkaAspire.Chaos.Traffic;

namespace KafkaAspire.Chaos.Tests;

public sealed class TransactionPlanTests
{
    private readonly TransactionPlan _plan = new(7);

    [Fact]
    public void An_id_leads_back_to_its_transaction_and_to_no_other_run()
    {
        Assert.All(Enumerable.Range(0, 1_000), number => Assert.Equal(number, _plan.NumberOf(_plan.At(number).Id)));
        Assert.Null(_plan.NumberOf(new TransactionPlan(8).At(3).Id));
        Assert.Null(_plan.NumberOf(Guid.NewGuid()));
    }

    [Fact]
    public void Every_tenth_withdraws_the_same_again_under_another_id()
    {
        var (first, second) = (_plan.At(18), _plan.At(19));

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(first with { Id = second.Id }, second);
        Assert.Equal(Kind.Withdrawal, first.Kind);
    }

    [Fact]
    public void A_transfer_goes_to_another_account_and_nothing_else_has_one() => Assert.All(
        Enumerable.Range(0, 5_000).Select(_plan.At), sent => Assert.True(sent.Kind == Kind.Transfer ? sent.CounterAccount != sent.Account : sent.CounterAccount is null));
}
