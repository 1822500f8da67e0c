using System.Buffers.Binary;
using System.Text;
using Confluent.Kafka;

namespace Explorer.Service.Cluster.Wire;

/// <summary>Reads an answer's fields, one after the other. Each method throws an <see cref="IOException"/> when the answer is cut off.</summary>
/// <param name="answer">The answer's body.</param>
/// <param name="flexible">Whether it is of a flexible version (KIP-482).</param>
internal ref struct AnswerReader(ReadOnlySpan<byte> answer, bool flexible = true)
{
    private ReadOnlySpan<byte> _rest = answer;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public short Int16() => BinaryPrimitives.ReadInt16BigEndian(Take(2));

    public bool Boolean() => Take(1)[0] != 0;

    public int Int32() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    public long Int64() => BinaryPrimitives.ReadInt64BigEndian(Take(8));

    public ErrorCode Error() => (ErrorCode)Int16();

    /// <summary>How many elements an array has; 0 where it is null.</summary>
    public int Length() => flexible ? (int)Math.Max(0, UnsignedVarint() - 1L) : Math.Max(0, Int32());

    /// <summary>The same of elements whose size is known: no more than the answer has room for, so that memory for all of them can be taken.</summary>
    /// <param name="size">The size of an element, in bytes.</param>
    public int Length(int size) => Length() is var length && length <= _rest.Length / size ? length : throw CutOff();

    /// <summary>A string; empty where it is null.</summary>
    public string String() => flexible ? Encoding.UTF8.GetString(Bytes()) : ShortString();

    /// <summary>Bytes; empty where they are null.</summary>
    public ReadOnlySpan<byte> Bytes() => Take(Length());

    // The protocol's older kind, with two bytes of length.
    private string ShortString() => Encoding.UTF8.GetString(Take(Math.Max((short)0, Int16())));

    public void Skip(int bytes) => Take(bytes);

    /// <summary>Skips tagged fields, which only flexible versions have.</summary>
    public void Tags()
    {
        if (!flexible)
            return;
        for (uint left = UnsignedVarint(); left > 0; left--)
        {
            UnsignedVarint();
            Take((int)UnsignedVarint());
        }
    }

    private uint UnsignedVarint()
    {
        uint value = 0;
        for (int shift = 0; shift < 35; shift += 7)
        {
            byte next = Take(1)[0];
            value |= (uint)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
        throw new IOException("the broker's answer holds a number that is too long");
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length < 0 || length > _rest.Length)
            throw CutOff();
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    private static IOException CutOff() => new("the broker's answer is cut off");
}
