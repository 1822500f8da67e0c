using System.Buffers.Binary;
using System.Net.Sockets;

namespace Explorer.Service.Cluster.Wire;

/// <summary>
/// A connection to one broker for a few questions in Kafka's own protocol (https://kafka.apache.org/protocol): those that the client does not have,
/// can't ask without harm, or would put to a broker of its own choice and wait for it when it hangs. Confluent.Kafka 2.16.0 ends the process when it lists groups while a broker is down
/// (each error is freed twice), and librdkafka 2.16.0 when it describes groups or fetches their offsets while coordinators move
/// (confluentinc/librdkafka 3663, 4605, 5040). Asked like this, all groups of a broker take four requests, however many they are.
/// </summary>
/// <param name="client">The connection.</param>
/// <param name="stream">What is said over it.</param>
internal sealed class BrokerConversation(TcpClient client, Stream stream) : IDisposable
{
    private const int LongestAnswer = 64 << 20;

    private int _correlationId;

    /// <summary>Asks a question; one at a time.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The answer's body; null where the broker closed the connection, which is how it says that it does not know the request.</returns>
    /// <exception cref="IOException">The broker left while it was asked, or answered something else.</exception>
    public async Task<byte[]?> AskAsync(RequestWriter request, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(request.ToFrame(++_correlationId), cancellationToken);
        var size = new byte[4];
        if (!await IsAnsweredAsync(size, cancellationToken))
            return null;
        int length = BinaryPrimitives.ReadInt32BigEndian(size);
        if (length is < 5 or > LongestAnswer)
            throw new IOException($"the broker's answer has {length} bytes");
        // Correlation id, and in a flexible version no tagged fields. By itself, since a body may have megabytes, and a copy of it as many.
        var header = new byte[request.IsFlexible ? 5 : 4];
        await stream.ReadExactlyAsync(header, cancellationToken);
        if (BinaryPrimitives.ReadInt32BigEndian(header) != _correlationId)
            throw new IOException("the broker answered another question");
        var body = new byte[length - header.Length];
        await stream.ReadExactlyAsync(body, cancellationToken);
        return body;
    }

    // Closed with or without a farewell: the embedded brokers reset the connection, as what they refused is still unread.
    private async Task<bool> IsAnsweredAsync(byte[] size, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.ReadAtLeastAsync(size, size.Length, throwOnEndOfStream: false, cancellationToken) == size.Length;
        }
        catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return false;
        }
    }

    public void Dispose()
    {
        stream.Dispose();
        client.Dispose();
    }
}
