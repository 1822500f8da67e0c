using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace KafkaAspire.Contracts;

/// <summary>
/// A 64-bit digest of what a transaction does (account, kind, counter-account, amount, currency), so that an audit can tell that what was
/// applied under an id is what was acknowledged under it.
/// </summary>
public static class TransactionFingerprint
{
    /// <summary>Computes the fingerprint of a transaction.</summary>
    /// <param name="transaction">The transaction, before or after its trip through Kafka and a database.</param>
    public static long Of(Transaction transaction) =>
        Of(transaction.Account, transaction.Kind, transaction.CounterAccount, transaction.Amount, transaction.Currency);

    /// <summary>Computes the fingerprint from the members as a ledger stores them.</summary>
    /// <param name="account">The account debited or credited.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="counterAccount">The account that a transfer credits, else null.</param>
    /// <param name="amount">The amount in minor units, positive.</param>
    /// <param name="currency">The ISO 4217 code.</param>
    public static long Of(string account, TransactionKind kind, string? counterAccount, long amount, string currency)
    {
        int bound = 10 + 3 * (account.Length + (counterAccount?.Length ?? 0) + currency.Length) + 3;
        Span<byte> bytes = bound <= 512 ? stackalloc byte[bound] : new byte[bound];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, amount);
        BinaryPrimitives.WriteInt16LittleEndian(bytes[8..], (short)kind);
        int length = 10;
        Append(account, bytes, ref length);
        Append(counterAccount, bytes, ref length);
        Append(currency, bytes, ref length);
        return (long)XxHash3.HashToUInt64(bytes[..length]);
    }

    // The zero byte between two members keeps "ab"+"c" apart from "a"+"bc".
    private static void Append(string? text, Span<byte> bytes, ref int length)
    {
        length += Encoding.UTF8.GetBytes(text, bytes[length..]);
        bytes[length++] = 0;
    }
}
