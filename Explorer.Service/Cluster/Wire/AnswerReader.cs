using System.Buffers.Binary;
using System.Text;

namespace KafkaAspire.Explorer.Cluster.Wire;

/// <summary>Reads an answer's fields, one after the other.</summary>
/// <param name="answer">The answer's body.</param>
/// <exception cref="IOException">From each method: the answer is cut off.</exception>
internal ref struct AnswerReader(ReadOnlySpan<byte> answer)
{
    private ReadOnlySpan<byte> _rest = answer;

    public short Int16() => BinaryPrimitives.ReadInt16BigEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    /// <summary>How many elements a compact array has.</summary>
    public int Length() => (int)Math.Max(0, UnsignedVarint() - 1L);

    /// <summary>A compact string; empty where it is null.</summary>
    public string String() => Encoding.UTF8.GetString(Take(Length()));

    /// <summary>Skips tagged fields.</summary>
    public void Tags()
    {
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
            throw new IOException("the broker's answer is cut off");
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
