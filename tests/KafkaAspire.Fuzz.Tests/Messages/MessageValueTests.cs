using System.Text;
using CsCheck;
using KafkaAspire.Contracts;
using KafkaAspire.Fuzz.Claims;
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
    public void Any_bytes_are_a_transaction_or_are_refused_in_one_line() => Gen.OneOf(Inputs.Noise, Inputs.Damaged(Inputs.Values)).Holds(MessageClaims.AreReadOrRefused);

    [Fact]
    public void The_quick_reader_takes_nothing_that_the_JSON_reader_takes_otherwise() => Gen.OneOf(Inputs.PlainValues, Inputs.Damaged(Inputs.PlainValues)).Holds(MessageClaims.AreReadAlike);

    [Fact]
    public void The_quick_reader_takes_what_services_write() => Inputs.PlainValues.Holds(bytes =>
        Assert.Equal(!bytes.AsSpan().Contains((byte)'\\'), CanonicalTransaction.TryRead(bytes) is not null));

    [Fact]
    public void What_is_taken_is_the_same_after_it_was_written_again() => Inputs.Damaged(Inputs.Values).Holds(MessageClaims.AreTheSameWhenWrittenAgain);

    [Fact]
    public void A_letter_holds_what_was_refused_whatever_the_time_on_it() => Gen.Select(Inputs.Noise, Gen.OneOf(Inputs.Noise, Inputs.Damaged(Inputs.Values)), Inputs.Timestamps).Holds(message =>
        MessageClaims.LoseNothingAsALetter(message.Item1, message.Item2, message.Item3));

    [Fact]
    public void Depth_is_no_way_to_end_a_consumer() => Gen.Select(Gen.Int[1, 100_000], Gen.OneOf("[", "{\"a\":", "{\"version\":[")).Holds(nesting =>
    {
        // The larger ones are slow to make, and one of them is as deep as another.
        var (depth, opening) = nesting;
        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(opening, depth % 3_000)));
        Assert.Null(TransactionJson.Read(bytes, out _));
        MessageClaims.AreReadOrRefused(bytes);
    });
}
