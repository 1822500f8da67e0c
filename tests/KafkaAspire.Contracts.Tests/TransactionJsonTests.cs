using System.Text;
using CsCheck;

namespace KafkaAspire.Contracts.Tests;

public class TransactionJsonTests
{
    [Fact]
    public void Every_allowed_transaction_comes_back_as_it_was() => Make.Any.Sample(transaction =>
    {
        var read = TransactionJson.Read(TransactionJson.Write(transaction), out var rejection);
        Assert.Null(rejection);
        Assert.Equal(transaction, read);
    });

    [Fact]
    public void No_bytes_throw_and_what_is_no_transaction_has_a_reason() => Gen.Byte.Array[0, 300].Sample(bytes =>
    {
        var read = TransactionJson.Read(bytes, out var rejection);
        Assert.Equal(read is null, rejection is not null);
    });

    [Fact]
    public void A_message_with_bytes_changed_is_read_as_allowed_or_rejected() =>
        Gen.Select(Make.Any, Gen.Int[0, 1000], Gen.Byte).Sample((transaction, at, value) =>
        {
            byte[] bytes = TransactionJson.Write(transaction);
            bytes[at % bytes.Length] = value;
            if (TransactionJson.Read(bytes, out _) is { } read)
                Assert.Null(TransactionRules.FindViolation(read));
        });

    // The same with a space before the end goes by the JSON reader, not by the short way.
    [Fact]
    public void What_the_short_way_reads_the_JSON_reader_reads_likewise() =>
        Gen.Select(Make.Any, Gen.Int[0, 1000], Gen.Byte, Gen.Bool).Sample((transaction, at, value, change) =>
        {
            byte[] bytes = TransactionJson.Write(transaction);
            if (change)
                bytes[at % bytes.Length] = value;
            var read = TransactionJson.Read(bytes, out var rejection);
            byte[] spaced = [.. bytes, (byte)' '];
            Assert.Equal(TransactionJson.Read(spaced, out var other), read);
            Assert.Equal(other?.Reason, rejection?.Reason);
        });

    [Theory]
    [InlineData("2026-02-29T10:00:00+00:00")]
    [InlineData("2028-02-29T10:00:00.1+00:00")]
    [InlineData("2026-11-23T24:00:00+00:00")]
    [InlineData("2026-11-23T23:59:60+00:00")]
    [InlineData("0000-11-23T10:00:00+00:00")]
    [InlineData("2026-13-23T10:00:00+00:00")]
    [InlineData("2026-11-23T10:00:00.12345678+00:00")]
    [InlineData("2026-11-23T10:00:00.+00:00")]
    [InlineData("2026-11-23T10:00:00-00:00")]
    [InlineData("2026-11-23T10:00:00+02:00")]
    [InlineData("2026-11-23 10:00:00+00:00")]
    [InlineData("9999-12-31T23:59:59.9999999+00:00")]
    public void Times_of_any_form_are_read_as_the_JSON_reader_reads_them(string time)
    {
        string json = $$"""{"version":1,"id":"0199a3b0-0000-7000-8000-000000000001","account":"A","kind":"deposit","amount":1,"currency":"EUR","time":"{{time}}"}""";
        var read = TransactionJson.Read(Encoding.UTF8.GetBytes(json), out var rejection);
        Assert.Equal(TransactionJson.Read(Encoding.UTF8.GetBytes(json + " "), out var other), read);
        Assert.Equal(other?.Reason, rejection?.Reason);
    }

    [Fact]
    public void The_wire_form_is_stable()
    {
        var transaction = Make.Withdrawal() with { Id = Guid.Parse("0199a3b0-0000-7000-8000-000000000001") };
        Assert.Equal(
            """{"version":1,"id":"0199a3b0-0000-7000-8000-000000000001","account":"ACC-000001","kind":"withdrawal","amount":1250,"currency":"EUR","time":"2026-11-23T10:00:00+00:00"}""",
            Encoding.UTF8.GetString(TransactionJson.Write(transaction)));
    }

    [Theory]
    [InlineData("", RejectionReason.NotATransaction)]
    [InlineData("null", RejectionReason.NotATransaction)]
    [InlineData("not json", RejectionReason.NotATransaction)]
    [InlineData("""{"version":1}""", RejectionReason.NotATransaction)]
    [InlineData("""{"version":2,"other":"shape"}""", RejectionReason.UnknownVersion)]
    [InlineData("""{"version":2,"id":"0199a3b0-0000-7000-8000-000000000001","account":"A","kind":"deposit","amount":1,"currency":"EUR","time":"2026-11-23T10:00:00Z"}""", RejectionReason.UnknownVersion)]
    [InlineData("""{"version":1,"id":"0199a3b0-0000-7000-8000-000000000001","account":"A","kind":"deposit","amount":99999999999999999999,"currency":"EUR","time":"2026-11-23T10:00:00Z"}""", RejectionReason.NotATransaction)]
    [InlineData("""{"version":1,"id":"0199a3b0-0000-7000-8000-000000000001","account":"A","kind":"deposit","amount":0,"currency":"EUR","time":"2026-11-23T10:00:00Z"}""", RejectionReason.BreaksARule)]
    [InlineData("""{"version":1,"id":"0199a3b0-0000-7000-8000-000000000001","account":"A","account":"B","kind":"deposit","amount":1,"currency":"EUR","time":"2026-11-23T10:00:00Z"}""", RejectionReason.NotATransaction)]
    public void What_is_no_transaction_is_rejected_for_the_right_reason(string json, RejectionReason reason)
    {
        Assert.Null(TransactionJson.Read(Encoding.UTF8.GetBytes(json), out var rejection));
        Assert.Equal(reason, rejection!.Reason);
        Assert.DoesNotContain('\n', rejection.Detail);
    }
}
