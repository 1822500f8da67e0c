using System.Text;
using Explorer.Service.Audit;
using KafkaAspire.Contracts;

namespace KafkaAspire.Explorer.Tests.Audit;

public sealed class TransactionIdsTests
{
    private const string Id = "0192f3c4-0000-7000-8000-00000000002a";

    [Fact]
    public void The_id_of_what_the_app_writes_is_found()
    {
        var transaction = new Transaction { Id = Guid.NewGuid(), Account = "A", Kind = TransactionKind.Deposit, Amount = 1, Currency = "EUR", Time = DateTimeOffset.UnixEpoch };
        Assert.Equal(transaction.Id, TransactionIds.Find(TransactionJson.Write(transaction)));
    }

    [Theory]
    [InlineData($$"""{"nested":{"id":"no"},"list":[{"id":1}],"id":"{{Id}}"}""", Id)]
    [InlineData($$"""{"Id":"{{Id}}"}""", Id)]
    [InlineData("""{"id":7}""", null)]
    [InlineData("""{"id":"not a UUID"}""", null)]
    [InlineData("""["id"]""", null)]
    [InlineData("""{"id":""", null)]
    [InlineData("not JSON", null)]
    [InlineData("", null)]
    public void Whatever_else_comes_has_one_or_has_none(string json, string? expected) =>
        Assert.Equal(expected is null ? null : Guid.Parse(expected), TransactionIds.Find(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Bytes_that_are_no_UTF8_have_none() => Assert.Null(TransactionIds.Find([0x7b, 0xff, 0xfe, 0x22]));
}
