using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Explorer.Service.Cluster.Wire;

/// <summary>Writes a request, field by field.</summary>
/// <param name="api">The request's key.</param>
/// <param name="version">Its version.</param>
/// <param name="flexible">Whether the version is a flexible one (KIP-482): compact lengths, and tagged fields.</param>
internal sealed class RequestWriter(short api, short version, bool flexible = true)
{
    private readonly ArrayBufferWriter<byte> _body = new();

    /// <summary>Whether the answer is of a flexible version, too.</summary>
    public bool IsFlexible => flexible;

    public RequestWriter Int32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_body.GetSpan(4), value);
        _body.Advance(4);
        return this;
    }

    public RequestWriter Int64(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(_body.GetSpan(8), value);
        _body.Advance(8);
        return this;
    }

    public RequestWriter Bytes(byte[] value)
    {
        Length(value.Length);
        _body.Write(value);
        return this;
    }

    public RequestWriter Boolean(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>The length of an array; null is another thing than empty.</summary>
    public RequestWriter Length(int? length)
    {
        if (!flexible)
            return Int32(length ?? -1);
        uint left = length is { } count ? (uint)count + 1 : 0;
        for (; left >= 0x80; left >>= 7)
            Byte((byte)(left | 0x80));
        return Byte((byte)left);
    }

    public RequestWriter String(string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        if (flexible)
            Length(bytes.Length);
        else
            Int16((short)bytes.Length);
        _body.Write(bytes);
        return this;
    }

    /// <summary>No tagged fields.</summary>
    public RequestWriter Tags() => flexible ? Byte(0) : this;

    /// <summary>The request as it goes over the wire: size, header, body.</summary>
    public byte[] ToFrame(int correlationId)
    {
        int header = 4 + 2 + 2 + 4 + 2 + (flexible ? 1 : 0);
        var frame = new byte[header + _body.WrittenCount];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length - 4);
        BinaryPrimitives.WriteInt16BigEndian(frame.AsSpan(4), api);
        BinaryPrimitives.WriteInt16BigEndian(frame.AsSpan(6), version);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(8), correlationId);
        // No client id; and in a flexible version no tagged fields, the last byte.
        BinaryPrimitives.WriteInt16BigEndian(frame.AsSpan(12), -1);
        _body.WrittenSpan.CopyTo(frame.AsSpan(header));
        return frame;
    }

    private void Int16(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(_body.GetSpan(2), value);
        _body.Advance(2);
    }

    private RequestWriter Byte(byte value)
    {
        _body.GetSpan(1)[0] = value;
        _body.Advance(1);
        return this;
    }
}
