using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace KafkaAspire.Contracts.Files;

/// <summary>Ids that come out the same whenever the same thing is sent, for transactions that bring none.</summary>
public static class DerivedId
{
    /// <summary>Makes a UUID of version 8 (RFC 9562: made by a rule of one's own).</summary>
    /// <param name="source">Where it comes from.</param>
    /// <param name="number">Its number there.</param>
    /// <param name="content">What it is; empty where the place alone decides.</param>
    public static Guid From(string source, long number, ReadOnlySpan<byte> content)
    {
        var hash = new XxHash128();
        hash.Append(Encoding.UTF8.GetBytes(source));
        Span<byte> position = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(position, number);
        hash.Append(position);
        hash.Append(content);
        Span<byte> bytes = stackalloc byte[16];
        hash.GetHashAndReset(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(bytes, bigEndian: true);
    }
}
