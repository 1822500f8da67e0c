using System.Text.Json;
using CsCheck;
using KafkaAspire.Contracts;
using KafkaAspire.Fuzz.Tests.Cases;

namespace KafkaAspire.Fuzz.Tests.Messages;

/// <summary>What a consumer makes of a message's bytes: a transaction, or a letter with a reason. Nothing else.</summary>
public sealed class MessageValueTests
{
    [Fact]
    public void What_was_written_is_read_back() => Inputs.Transactions.Holds(transaction =>
    {
        Assert.Equal(transaction, TransactionJson.Read(TransactionJson.Write(transaction), out var rejection));
        Assert.Null(rejection);
    });

    [Fact]
    public void Any_bytes_are_a_transaction_or_are_refused_in_one_line() => Gen.OneOf(Inputs.Noise, Inputs.Damaged(Inputs.Values)).Holds(bytes =>
    {
        var transaction = TransactionJson.Read(bytes, out var rejection);
        Assert.True(transaction is null != rejection is null);
        if (rejection is not null)
            Claim.IsOneClearLine(rejection.Detail);
        else
            Assert.Null(TransactionRules.FindViolation(transaction!));
    });

    [Fact]
    public void The_quick_reader_takes_nothing_that_the_JSON_reader_takes_otherwise() => Gen.OneOf(Inputs.PlainValues, Inputs.Damaged(Inputs.PlainValues)).Holds(bytes =>
    {
        if (CanonicalTransaction.TryRead(bytes) is { } quick)
            Assert.Equal(quick, JsonSerializer.Deserialize(bytes, TransactionJsonContext.Default.Transaction));
    });

    [Fact]
    public void The_quick_reader_takes_what_services_write() => Inputs.PlainValues.Holds(bytes =>
        Assert.Equal(!bytes.AsSpan().Contains((byte)'\\'), CanonicalTransaction.TryRead(bytes) is not null));

    [Fact]
    public void What_is_taken_is_the_same_after_it_was_written_again() => Inputs.Damaged(Inputs.Values).Holds(bytes =>
    {
        if (TransactionJson.Read(bytes, out _) is { } transaction)
            Assert.Equal(transaction, TransactionJson.Read(TransactionJson.Write(transaction), out _));
    });

    [Fact]
    public void Depth_is_no_way_to_end_a_consumer() => Gen.Select(Gen.Int[1, 100_000], Gen.OneOf("[", "{\"a\":", "{\"version\":[")).Holds(nesting =>
    {
        // The larger ones are slow to make, and one of them is as deep as another.
        var (depth, opening) = nesting;
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(opening, depth % 3_000)));
        Assert.Null(TransactionJson.Read(bytes, out var rejection));
        Claim.IsOneClearLine(rejection!.Detail);
    });
}
