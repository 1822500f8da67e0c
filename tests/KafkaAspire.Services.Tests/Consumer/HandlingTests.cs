using System.Collections.Concurrent;
using System.Collections.Frozen;
using Confluent.Kafka;
using Consumer.Service.Delivery;
using Consumer.Service.Handling;
using KafkaAspire.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace KafkaAspire.Services.Tests.Consumer;

public sealed class HandlingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly ConsumerOptions Consumer = new(DeliveryMode.ExactlyOnce, Sink.Database, "handling", 5_000, true, 1_024, false);

    private static HandlingOptions Options(int parallelism = 1, int attempts = 3, int seconds = 30) =>
        new(parallelism, attempts, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(seconds), FrozenSet<string>.Empty);

    private static BatchHandling Handling(Func<Transaction, CancellationToken, ValueTask<Transaction>> handle, HandlingOptions? options = null) =>
        new(new(new Handler(handle), options ?? Options(), Consumer, NullLogger<HandlerAttempts>.Instance), options ?? Options());

    private static Batch BatchOf(IEnumerable<Transaction> transactions)
    {
        var batch = new Batch();
        batch.Messages.AddRange(transactions.Select((transaction, i) => new ConsumeResult<byte[], TransactionPayload>
        {
            Topic = Topics.Transactions.Name,
            Partition = 0,
            Offset = i,
            Message = new() { Key = System.Text.Encoding.UTF8.GetBytes(transaction.Account), Value = new(transaction, null, null) },
        }));
        return batch;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task One_account_keeps_its_order_whatever_the_others_do(int parallelism)
    {
        var batch = BatchOf(Enumerable.Range(0, 2_000).Select(i => Make.Deposit($"A{i % 7}", i + 1)));
        var seen = new ConcurrentDictionary<string, ConcurrentQueue<long>>();
        await Handling(async (transaction, _) =>
        {
            if (transaction.Amount % 13 == 0)
                await Task.Yield();
            seen.GetOrAdd(transaction.Account, _ => []).Enqueue(transaction.Amount);
            return transaction;
        }, Options(parallelism)).RunAsync(batch, Cancel);
        Assert.All(seen.Values, amounts => Assert.Equal(amounts.Order(), amounts));
        Assert.Equal(batch.Messages.Select(message => message.Offset), batch.Handled.Select(handled => handled.Message.Offset));
    }

    [Fact]
    public async Task Different_accounts_are_handled_at_the_same_time()
    {
        // Each waits for the other: one after the other they would never end.
        using var both = new Barrier(2);
        var batch = BatchOf([Make.Deposit("A", 1), Make.Deposit("B", 2), Make.Deposit("C", 3), Make.Deposit("D", 4)]);
        await Handling((transaction, cancel) =>
        {
            if (transaction.Account is "A" or "B")
                both.SignalAndWait(cancel);
            return new(transaction);
        }, Options(parallelism: 64)).RunAsync(batch, Cancel);
        Assert.Equal(4, batch.Handled.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failure_that_passes_is_tried_again(bool late)
    {
        int calls = 0;
        var batch = BatchOf([Make.Deposit("A", 1)]);
        await Handling(async (transaction, _) =>
        {
            if (late)
                await Task.Yield();
            return ++calls < 3 ? throw new InvalidOperationException("not yet") : transaction;
        }).RunAsync(batch, Cancel);
        Assert.Equal(3, calls);
        Assert.Single(batch.Handled);
        Assert.Empty(batch.DeadLetters);
    }

    [Fact]
    public async Task A_failure_that_stays_is_a_dead_letter_with_its_exception_and_the_rest_takes_effect()
    {
        var batch = BatchOf([Make.Deposit("A", 1), Make.Deposit("B", 2), Make.Deposit("A", 3)]);
        await Handling((transaction, _) => transaction.Account == "B" ? throw new FormatException("broken\nline") : new(transaction)).RunAsync(batch, Cancel);
        Assert.Equal([1L, 3L], batch.Handled.Select(handled => handled.Transaction.Amount));
        var fault = Assert.Single(batch.DeadLetters).Fault;
        Assert.Equal(("HandlerFailed", "broken line", 3, "System.FormatException"), (fault.Reason, fault.Detail, fault.Attempts, fault.ExceptionType));
    }

    [Fact]
    public async Task A_refusal_is_not_tried_again()
    {
        int calls = 0;
        var batch = BatchOf([Make.Deposit("A", 1)]);
        await Handling((_, _) => ++calls > 0 ? throw new TransactionRefusedException("account A is frozen") : default).RunAsync(batch, Cancel);
        Assert.Equal(1, calls);
        Assert.Equal(("Refused", 1), (batch.DeadLetters[0].Fault.Reason, batch.DeadLetters[0].Fault.Attempts));
    }

    [Fact]
    public async Task A_handler_that_never_answers_is_given_up_when_its_time_is_over()
    {
        var batch = BatchOf([Make.Deposit("A", 1), Make.Deposit("B", 2)]);
        await Handling(async (transaction, cancel) =>
        {
            if (transaction.Account == "A")
                await Task.Delay(Timeout.Infinite, cancel);
            return transaction;
        }, Options(seconds: 1)).RunAsync(batch, Cancel);
        Assert.Equal("not handled within 1 s", Assert.Single(batch.DeadLetters).Fault.Detail);
        Assert.Equal("B", Assert.Single(batch.Handled).Transaction.Account);
    }

    [Fact]
    public async Task What_is_cut_short_from_outside_is_no_dead_letter()
    {
        using var cut = new CancellationTokenSource();
        var batch = BatchOf([Make.Deposit("A", 1)]);
        var handling = Handling(async (transaction, cancel) =>
        {
            await cut.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancel);
            return transaction;
        }).RunAsync(batch, cut.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => handling);
        Assert.Empty(batch.DeadLetters);
        Assert.Empty(batch.Handled);
    }

    private sealed class Handler(Func<Transaction, CancellationToken, ValueTask<Transaction>> handle) : ITransactionHandler
    {
        public ValueTask<Transaction> HandleAsync(Transaction transaction, CancellationToken cancellationToken) => handle(transaction, cancellationToken);
    }
}
