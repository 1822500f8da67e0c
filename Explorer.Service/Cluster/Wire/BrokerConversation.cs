using System.Buffers.Binary;
using System.Net.Sockets;

namespace KafkaAspire.Explorer.Cluster.Wire;

/// <summary>One request to one broker and its answer, in Kafka's own protocol over plain TCP: for the few questions that the client cannot ask.</summary>
internal static class BrokerConversation
{
    private const int LongestAnswer = 16 << 20;

    /// <summary>Asks a question.</summary>
    /// <param name="host">The broker's host; its listener takes plain text.</param>
    /// <param name="port">Its port.</param>
    /// <param name="api">The request's key.</param>
    /// <param name="version">Its version, a flexible one (KIP-482).</param>
    /// <param name="body">Its body.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The answer's body; null where the broker does not know the request, which it says by closing the connection.</returns>
    /// <exception cref="SocketException">The broker cannot be reached.</exception>
    /// <exception cref="IOException">The broker left while it was asked, or answered something else.</exception>
    public static async Task<byte[]?> AskAsync(string host, int port, short api, short version, byte[] body, CancellationToken cancellationToken)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(host, port, cancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Frame(api, version, body), cancellationToken);

        var size = new byte[4];
        if (await stream.ReadAtLeastAsync(size, size.Length, throwOnEndOfStream: false, cancellationToken) < size.Length)
            return null;
        int length = BinaryPrimitives.ReadInt32BigEndian(size);
        if (length is < 5 or > LongestAnswer)
            throw new IOException($"broker {host}:{port} answered {length} bytes to request {api}");
        var answer = new byte[length];
        await stream.ReadExactlyAsync(answer, cancellationToken);
        // The header: correlation id, and no tagged fields.
        return answer[5..];
    }

    private static byte[] Frame(short api, short version, byte[] body)
    {
        const int header = 4 + 2 + 2 + 4 + 2 + 1;
        var frame = new byte[header + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length - 4);
        BinaryPrimitives.WriteInt16BigEndian(frame.AsSpan(4), api);
        BinaryPrimitives.WriteInt16BigEndian(frame.AsSpan(6), version);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(8), 1);
        // No client id, no tagged fields.
        BinaryPrimitives.WriteInt16BigEndian(frame.AsSpan(12), -1);
        body.CopyTo(frame.AsSpan(header));
        return frame;
    }
}
