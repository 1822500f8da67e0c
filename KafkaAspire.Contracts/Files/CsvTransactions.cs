using System.Globalization;

namespace KafkaAspire.Contracts.Files;

/// <summary>Reads transactions from the lines of a CSV file, by the names in its header line.</summary>
public sealed class CsvTransactions
{
    private static readonly string[] Known = ["id", "account", "kind", "counteraccount", "amount", "currency", "time"];
    private static readonly string[] Required = ["account", "kind", "amount", "currency"];

    private readonly Dictionary<string, int> _columns;
    private readonly List<string> _fields = [];

    private CsvTransactions(Dictionary<string, int> columns) => _columns = columns;

    /// <summary>Understands a header line.</summary>
    /// <param name="line">The file's first line.</param>
    /// <param name="violation">What is wrong with it, in one line.</param>
    public static CsvTransactions? FromHeader(string line, out string? violation)
    {
        var fields = new List<string>();
        violation = CsvLine.Split(line, fields);
        if (violation is not null)
            return null;
        var columns = new Dictionary<string, int>();
        for (int i = 0; i < fields.Count; i++)
        {
            // counter_account, counterAccount and "Counter Account" are one name.
            string name = fields[i].Replace("_", "").Replace(" ", "").ToLowerInvariant();
            if (!Known.Contains(name))
                violation = $"column \"{TransactionRules.Printable(fields[i])}\" is not known; allowed are id, account, kind, counter_account, amount, currency and time";
            else if (!columns.TryAdd(name, i))
                violation = $"column \"{TransactionRules.Printable(fields[i])}\" is there twice";
            if (violation is not null)
                return null;
        }
        if (Required.FirstOrDefault(name => !columns.ContainsKey(name)) is { } missing)
            violation = $"column {missing} is missing; account, kind, amount and currency are needed";
        return violation is null ? new(columns) : null;
    }

    /// <summary>Reads one line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="violation">What is wrong with it, in one line.</param>
    public TransactionDraft? Read(string line, out string? violation)
    {
        violation = CsvLine.Split(line, _fields);
        if (violation is null && _fields.Count != _columns.Count)
            violation = $"{_fields.Count} fields; the header has {_columns.Count}";
        if (violation is not null)
            return null;
        var draft = new TransactionDraft
        {
            Id = Parse("id", "a UUID", ref violation, ParseId),
            Account = Field("account"),
            Kind = Parse("kind", "deposit, withdrawal or transfer", ref violation, ParseKind),
            CounterAccount = Field("counteraccount"),
            Amount = Parse("amount", "whole minor units", ref violation, ParseAmount),
            Currency = Field("currency"),
            Time = Parse("time", "an ISO 8601 time with its offset", ref violation, ParseTime),
        };
        return violation is null ? draft : null;
    }

    // An empty field is an absent one.
    private string? Field(string name) => _columns.TryGetValue(name, out int column) && _fields[column].Length > 0 ? _fields[column] : null;

    private T? Parse<T>(string name, string allowed, ref string? violation, Func<string, T?> parse) where T : struct
    {
        if (Field(name) is not { } text)
            return null;
        var value = parse(text);
        if (value is null)
            violation ??= $"{name} is \"{TransactionRules.Printable(text)}\"; {allowed} is needed";
        return value;
    }

    private static TransactionKind? ParseKind(string text) => text.ToLowerInvariant() switch
    {
        "deposit" => TransactionKind.Deposit,
        "withdrawal" => TransactionKind.Withdrawal,
        "transfer" => TransactionKind.Transfer,
        _ => null,
    };

    private static Guid? ParseId(string text) => Guid.TryParse(text, out var id) ? id : null;

    private static long? ParseAmount(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long amount) ? amount : null;

    private static DateTimeOffset? ParseTime(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
