using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Explorer.Service.Cluster.Wire;

/// <summary>Writes a request of a flexible version (KIP-482), field by field.</summary>
/// <param name="api">The request's key.</param>
/// <param name="version">Its version.</param>
internal sealed class RequestWriter(short api, short version)
{
    private readonly ArrayBufferWriter<byte> _body = new();

    public RequestWriter Int32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_body.GetSpan(4), value);
        _body.Advance(4);
        return this;
    }

    public RequestWriter Boolean(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>The length of a compact array; null is another thing than empty.</summary>
    public RequestWriter Length(int? length)
    {
        uint left = length is { } count ? (uint)count + 1 : 0;
        for (; left >= 0x80; left >>= 7)
            Byte((byte)(left | 0x80));
        return Byte((byte)left);
    }

    public RequestWriter String(string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        Length(bytes.Length);
        _body.Write(bytes);
        return this;
    }

    /// <summary>No tagged fields.</summary>
    public RequestWriter Tags() => Byte(0);

    /// <summary>The request as it goes over the wire: size, header, body.</summary>
    public byte[] ToFrame(int correlationId)
    {
        const int header = 4 + 2 + 2 + 4 + 2 + 1;
        var frame = new byte[header + _body.WrittenCount];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length - 4);
        BinaryPrimitives.WriteInt16BigEndian(frame.AsSpan(4), api);
        BinaryPrimitives.WriteInt16BigEndian(frame.AsSpan(6), version);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(8), correlationId);
        // No client id; and no tagged fields, the last byte.
        BinaryPrimitives.WriteInt16BigEndian(frame.AsSpan(12), -1);
        _body.WrittenSpan.CopyTo(frame.AsSpan(header));
        return frame;
    }

    private RequestWriter Byte(byte value)
    {
        _body.GetSpan(1)[0] = value;
        _body.Advance(1);
        return this;
    }
}
