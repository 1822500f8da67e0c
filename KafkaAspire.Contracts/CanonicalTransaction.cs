using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace KafkaAspire.Contracts;

/// <summary>
/// Reads the very form that <see cref="TransactionJson.Write"/> gives, member after member. Nearly all messages have it, and a JSON reader takes several
/// times as long over it as Kafka's client takes to hand it over. Whatever differs in a byte (another order, a space, an escape, an error) is left to
/// the JSON reader, which alone decides what a transaction is.
/// </summary>
/// <param name="json">The message's value.</param>
internal ref struct CanonicalTransaction(ReadOnlySpan<byte> json)
{
    private const int GuidLength = 36;
    private const int MostAmountDigits = 18;

    private static readonly byte[] Start = Encoding.UTF8.GetBytes($$"""{"version":{{ContractVersion.Current}},"id":""");

    // What stands in a string as itself, in one byte.
    private static readonly SearchValues<byte> Plain =
        SearchValues.Create([.. Enumerable.Range(0x20, 0x5f).Select(value => (byte)value).Where(value => value is not ((byte)'"' or (byte)'\\'))]);

    private ReadOnlySpan<byte> _rest = json;

    /// <summary>Reads a value.</summary>
    /// <returns>The transaction, not yet held against the rules; null if the value has another form.</returns>
    public static Transaction? TryRead(ReadOnlySpan<byte> json)
    {
        var reader = new CanonicalTransaction(json);
        return reader.Skip(Start) && reader.Id(out var id)
            && reader.Skip(",\"account\":"u8) && reader.Text(out string account)
            && reader.Skip(",\"kind\":"u8) && reader.Kind(out var kind)
            && reader.CounterAccount(out string? counterAccount)
            && reader.Skip(",\"amount\":"u8) && reader.Amount(out long amount)
            && reader.Skip(",\"currency\":"u8) && reader.Text(out string currency)
            && reader.Skip(",\"time\":"u8) && reader.Time(out var time)
            && reader.Skip("}"u8) && reader._rest.IsEmpty
            ? new() { Id = id, Account = account, Kind = kind, CounterAccount = counterAccount, Amount = amount, Currency = currency, Time = time }
            : null;
    }

    private bool Skip(ReadOnlySpan<byte> expected)
    {
        if (!_rest.StartsWith(expected))
            return false;
        _rest = _rest[expected.Length..];
        return true;
    }

    private bool Quoted(out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!Skip("\""u8))
            return false;
        int length = _rest.IndexOfAnyExcept(Plain);
        if (length < 0 || _rest[length] != '"')
            return false;
        text = _rest[..length];
        _rest = _rest[(length + 1)..];
        return true;
    }

    private bool Text(out string text)
    {
        bool isQuoted = Quoted(out var bytes);
        text = Encoding.ASCII.GetString(bytes);
        return isQuoted;
    }

    private bool Id(out Guid id)
    {
        id = default;
        return Quoted(out var text) && text.Length == GuidLength && Utf8Parser.TryParse(text, out id, out int used, 'D') && used == GuidLength;
    }

    private bool Kind(out TransactionKind kind)
    {
        kind = default;
        if (!Quoted(out var text))
            return false;
        kind = text.SequenceEqual("deposit"u8) ? TransactionKind.Deposit
            : text.SequenceEqual("withdrawal"u8) ? TransactionKind.Withdrawal
            : text.SequenceEqual("transfer"u8) ? TransactionKind.Transfer
            : default;
        return kind != default;
    }

    private bool CounterAccount(out string? account)
    {
        account = null;
        return !Skip(",\"counterAccount\":"u8) || Text(out account);
    }

    private bool Amount(out long amount)
    {
        amount = 0;
        int digits = 0;
        for (; digits < _rest.Length && char.IsAsciiDigit((char)_rest[digits]); digits++)
            if (digits < MostAmountDigits)
                amount = amount * 10 + (_rest[digits] - '0');
        if (digits is 0 or > MostAmountDigits || _rest[0] == '0')
            return false;
        _rest = _rest[digits..];
        return true;
    }

    // 2026-01-01T00:00:00+00:00, with up to seven digits of a fraction: universal time, which is what services write.
    private bool Time(out DateTimeOffset time)
    {
        time = default;
        if (!Quoted(out var text) || text.Length < 25 || !text.EndsWith("+00:00"u8))
            return false;
        text = text[..^6];
        if (!(Number(text[..4], out int year) && text[4] == '-' && Number(text[5..7], out int month) && text[7] == '-' && Number(text[8..10], out int day)
            && text[10] == 'T' && Number(text[11..13], out int hour) && text[13] == ':' && Number(text[14..16], out int minute)
            && text[16] == ':' && Number(text[17..19], out int second) && Fraction(text[19..], out long ticks)))
            return false;
        if (year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
            return false;
        time = new(new DateTime(year, month, day, hour, minute, second).Ticks + ticks, TimeSpan.Zero);
        return true;
    }

    private static bool Fraction(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text.IsEmpty)
            return true;
        if (text[0] != '.' || text.Length is < 2 or > 8 || !Number(text[1..], out int value))
            return false;
        ticks = value;
        for (int digits = text.Length - 1; digits < 7; digits++)
            ticks *= 10;
        return true;
    }

    private static bool Number(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (byte digit in text)
        {
            if (!char.IsAsciiDigit((char)digit))
                return false;
            value = value * 10 + (digit - '0');
        }
        return true;
    }
}
