using System.Text;
using CsCheck;
using KafkaAspire.Contracts;
using KafkaAspire.Fuzz.Claims;

namespace KafkaAspire.Fuzz.Tests.Cases;

/// <summary>Inputs: right ones, right ones that were damaged, and noise.</summary>
internal static class Inputs
{
    private static readonly Gen<string> Odd = Gen.OneOf(AwkwardTexts.All);

    /// <summary>Bytes without any order.</summary>
    public static readonly Gen<byte[]> Noise = Gen.Byte.Array[0, 300];

    /// <summary>Timestamps of messages, in milliseconds: a client may write any number, and one that takes microseconds for them writes one that no calendar has.</summary>
    public static readonly Gen<long> Timestamps = Gen.Frequency((1, Gen.Long), (2, Gen.Long[0, 4_000_000_000_000]), (1, Gen.OneOf(-1L, 0L, long.MinValue, long.MaxValue)));

    /// <summary>Any text, with what is known to be awkward more often than chance would have it.</summary>
    public static readonly Gen<string> Text = Gen.Frequency((2, Gen.String[0, 60]), (2, Odd), (1, Gen.Select(Odd, Gen.String[0, 20], Odd, (a, b, c) => a + b + c)));

    /// <summary>Transactions that follow every rule.</summary>
    public static readonly Gen<Transaction> Transactions = Gen.Select(
        Gen.Guid.Where(id => id != Guid.Empty), Account(), Gen.Int[0, 2], Account(), Gen.Long[1, TransactionRules.MaxAmount], Gen.Char['A', 'Z'].Array[3], Gen.DateTimeOffset,
        (id, account, kind, counter, amount, currency, time) => new Transaction
        {
            Id = id, Account = account, Amount = amount, Currency = new(currency), Time = time, Kind = (TransactionKind)(kind + (int)Enum.GetValues<TransactionKind>().Min()),
            CounterAccount = IsTransfer(kind) ? counter == account ? account[..^1] + (account[^1] == 'x' ? 'y' : 'x') : counter : null,
        });

    /// <summary>Values of messages as producers write them.</summary>
    public static readonly Gen<byte[]> Values = Transactions.Select(TransactionJson.Write);

    /// <summary>Values as services write them: names in ASCII, universal times.</summary>
    public static readonly Gen<byte[]> PlainValues = Gen.Select(Transactions, Gen.Char['0', 'z'].Array[1, 20]).Select((transaction, name) => TransactionJson.Write(transaction with
    {
        Account = new(name), CounterAccount = transaction.CounterAccount is null ? null : new string(name) + "2", Time = transaction.Time.ToUniversalTime(),
    }));

    /// <summary>Right bytes, damaged at some places: changed, left out, doubled, cut off, or with an awkward text put in.</summary>
    public static Gen<byte[]> Damaged(Gen<byte[]> right) => Gen.Select(
        right, Gen.Select(Gen.Int[0, 5], Gen.Int[0, 100_000], Gen.Byte, Odd, (kind, place, change, text) => (kind, place, change, text)).Array[1, 6],
        (bytes, damages) => damages.Aggregate(bytes, (now, damage) => Damage(now, damage.kind, damage.place % (now.Length + 1), damage.change, Encoding.UTF8.GetBytes(damage.text))));

    private static byte[] Damage(byte[] bytes, int kind, int place, byte change, byte[] text) => kind switch
    {
        0 => [.. bytes[..place], change, .. bytes[Math.Min(place + 1, bytes.Length)..]],
        1 => [.. bytes[..place], .. bytes[Math.Min(place + 1 + change, bytes.Length)..]],
        2 => [.. bytes[..place], .. bytes[Math.Max(0, place - change)..]],
        3 => bytes[..place],
        4 => [.. bytes[..place], .. text, .. bytes[place..]],
        _ => [.. bytes[..place], .. text, .. bytes[Math.Min(place + text.Length, bytes.Length)..]],
    };

    private static Gen<string> Account() => Gen.Char.Where(c => !char.IsControl(c) && !char.IsSurrogate(c)).Array[1, TransactionRules.MaxAccountLength].Select(chars => new string(chars));

    private static bool IsTransfer(int kind) => (TransactionKind)(kind + (int)Enum.GetValues<TransactionKind>().Min()) == TransactionKind.Transfer;
}
