using CsCheck;
using KafkaAspire.Contracts;
using KafkaAspire.Contracts.Files;

namespace KafkaAspire.Services.Tests.Producer;

public class CsvTransactionsTests
{
    private static CsvTransactions Reader(string header = "id,account,kind,counter_account,amount,currency,time") =>
        CsvTransactions.FromHeader(header, out string? violation) ?? throw new InvalidOperationException(violation);

    [Theory]
    [InlineData("a,b", new[] { "a", "b" })]
    [InlineData("", new[] { "" })]
    [InlineData("a,", new[] { "a", "" })]
    [InlineData("\"a,b\",c", new[] { "a,b", "c" })]
    [InlineData("\"say \"\"hi\"\"\",", new[] { "say \"hi\"", "" })]
    public void A_line_splits_by_rfc_4180(string line, string[] expected)
    {
        var fields = new List<string>();
        Assert.Null(CsvLine.Split(line, fields));
        Assert.Equal(expected, fields);
    }

    [Theory]
    [InlineData("\"open")]
    [InlineData("\"closed\"then,more")]
    public void A_quote_that_goes_wrong_is_told(string line) => Assert.NotNull(CsvLine.Split(line, []));

    [Fact]
    public void Fields_come_back_whatever_they_hold() => Gen.String.Array[1, 8].Sample(fields =>
    {
        var read = new List<string>();
        string line = string.Join(',', fields.Select(field => $"\"{field.Replace("\"", "\"\"")}\""));
        Assert.Null(CsvLine.Split(line, read));
        Assert.Equal(fields, read);
    });

    [Fact]
    public void No_line_throws() => Gen.String.Sample(line =>
    {
        var draft = Reader().Read(line, out string? violation);
        Assert.Equal(draft is null, violation is not null);
    });

    [Fact]
    public void A_row_is_read_by_the_names_in_the_header()
    {
        var draft = Reader("Amount,Currency,Account,Kind,CounterAccount").Read("100,EUR,A,transfer,B", out string? violation);
        Assert.Null(violation);
        Assert.Equal((100L, "EUR", "A", TransactionKind.Transfer, "B"), (draft!.Amount, draft.Currency, draft.Account, draft.Kind, draft.CounterAccount));
    }

    [Theory]
    [InlineData("account,kind,amount", "currency")]
    [InlineData("account,kind,amount,currency,colour", "colour")]
    [InlineData("account,kind,amount,currency,account", "account")]
    public void A_wrong_header_names_the_column(string header, string column)
    {
        Assert.Null(CsvTransactions.FromHeader(header, out string? violation));
        Assert.Contains(column, violation!);
    }

    [Theory]
    [InlineData("x,A,deposit,,1,EUR,", "id")]
    [InlineData(",A,gift,,1,EUR,", "kind")]
    [InlineData(",A,deposit,,1.5,EUR,", "amount")]
    [InlineData(",A,deposit,,1,EUR,yesterday", "time")]
    [InlineData(",A,deposit,1,EUR,", "6 fields")]
    public void A_wrong_field_is_named_with_its_value(string line, string named)
    {
        Assert.Null(Reader().Read(line, out string? violation));
        Assert.Contains(named, violation!);
    }
}
