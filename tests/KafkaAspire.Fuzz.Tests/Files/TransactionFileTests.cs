using System.Text;
using CsCheck;
using KafkaAspire.Contracts;
using KafkaAspire.Contracts.Files;
using KafkaAspire.Fuzz.Claims;
using KafkaAspire.Fuzz.Tests.Cases;

namespace KafkaAspire.Fuzz.Tests.Files;

/// <summary>Files of transactions: each line is one or is refused with a reason, and no line is left out.</summary>
public sealed class TransactionFileTests
{
    private const string Header = "id,account,kind,counter_account,amount,currency,time\n";

    private static readonly Gen<byte[]> Csv = Inputs.Transactions.Array[0, 5].Select(transactions => Encoding.UTF8.GetBytes(Header + string.Concat(transactions.Select(Line))));
    private static readonly Gen<byte[]> JsonLines = Inputs.Values.Array[0, 5].Select(values => values.SelectMany(value => value.Append((byte)'\n')).ToArray());

    [Fact]
    public void Every_line_of_CSV_counts() => Gen.OneOf(Csv, Inputs.Damaged(Csv), Inputs.Noise).Holds(bytes => FileClaims.CountEveryLine(bytes, FileFormat.Csv));

    [Fact]
    public void Every_line_of_JSON_Lines_counts() => Gen.OneOf(JsonLines, Inputs.Damaged(JsonLines), Inputs.Noise).Holds(bytes => FileClaims.CountEveryLine(bytes, FileFormat.JsonLines));

    [Fact]
    public void A_right_CSV_file_gives_what_stands_in_it() => Inputs.Transactions.Array[1, 5].Holds(transactions =>
    {
        var file = new TransactionFile(new MemoryStream(Encoding.UTF8.GetBytes(Header + string.Concat(transactions.Select(Line)))), "a.csv", FileFormat.Auto, TimeProvider.System);
        foreach (var expected in transactions)
        {
            Assert.True(file.TryRead(out var read, out string? violation));
            Assert.Null(violation);
            Assert.Equal(expected, read);
        }
        Assert.False(file.TryRead(out _, out _));
    });

    private static string Line(Transaction transaction) => string.Join(',', new[]
    {
        transaction.Id.ToString(), Quoted(transaction.Account), transaction.Kind.ToString(), Quoted(transaction.CounterAccount ?? ""), transaction.Amount.ToString(), transaction.Currency,
        transaction.Time.ToString("o"),
    }) + "\n";

    private static string Quoted(string field) => $"\"{field.Replace("\"", "\"\"")}\"";
}
