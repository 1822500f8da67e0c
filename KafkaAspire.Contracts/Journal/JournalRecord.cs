using System.Buffers.Binary;

namespace KafkaAspire.Contracts.Journal;

/// <summary>One acknowledged message, as a producer notes it: the audit's first source.</summary>
/// <param name="Id">The transaction's id.</param>
/// <param name="Fingerprint">What the transaction does, see <see cref="TransactionFingerprint"/>.</param>
/// <param name="Amount">The amount in minor units, positive.</param>
/// <param name="Partition">The partition that the broker acknowledged.</param>
/// <param name="Offset">The offset that the broker acknowledged.</param>
public readonly record struct JournalRecord(Guid Id, long Fingerprint, long Amount, int Partition, long Offset)
{
    /// <summary>The size of a record in the file, in bytes.</summary>
    public const int Size = 44;

    /// <summary>Writes the record, little-endian.</summary>
    /// <param name="target">At least <see cref="Size"/> bytes.</param>
    public void WriteTo(Span<byte> target)
    {
        Id.TryWriteBytes(target);
        BinaryPrimitives.WriteInt64LittleEndian(target[16..], Fingerprint);
        BinaryPrimitives.WriteInt64LittleEndian(target[24..], Amount);
        BinaryPrimitives.WriteInt32LittleEndian(target[32..], Partition);
        BinaryPrimitives.WriteInt64LittleEndian(target[36..], Offset);
    }

    /// <summary>Reads a record that <see cref="WriteTo"/> wrote.</summary>
    /// <param name="source">At least <see cref="Size"/> bytes.</param>
    public static JournalRecord ReadFrom(ReadOnlySpan<byte> source) => new(
        new Guid(source[..16]),
        BinaryPrimitives.ReadInt64LittleEndian(source[16..]),
        BinaryPrimitives.ReadInt64LittleEndian(source[24..]),
        BinaryPrimitives.ReadInt32LittleEndian(source[32..]),
        BinaryPrimitives.ReadInt64LittleEndian(source[36..]));
}
