using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Confluent.Kafka;

namespace KafkaAspire.Explorer.Cluster;

/// <summary>
/// Asks for the active controller: the leader of the KRaft quorum, with a DescribeQuorum request (KIP-595, version 0). librdkafka does not
/// have it, and the controller that DescribeCluster names in KRaft is any broker, another one each time (KIP-590).
/// </summary>
internal static class QuorumLeader
{
    private const short DescribeQuorum = 55;
    private const string MetadataTopic = "__cluster_metadata";
    private const int LongestAnswer = 1 << 20;

    /// <summary>The node id of the quorum's leader; null where there is no quorum (ZooKeeper), or it has no leader.</summary>
    /// <param name="host">A broker's host; its listener takes plain text.</param>
    /// <param name="port">Its port.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SocketException">The broker cannot be reached.</exception>
    /// <exception cref="IOException">The broker left while it was asked.</exception>
    public static async Task<int?> AskAsync(string host, int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(host, port, cancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Request(), cancellationToken);

        var size = new byte[4];
        // A broker that does not know the request closes the connection.
        if (await stream.ReadAtLeastAsync(size, size.Length, throwOnEndOfStream: false, cancellationToken) < size.Length)
            return null;
        int length = BinaryPrimitives.ReadInt32BigEndian(size);
        if (length is < 4 or > LongestAnswer)
            throw new IOException($"broker {host}:{port} answered {length} bytes to DescribeQuorum");
        var answer = new byte[length];
        await stream.ReadExactlyAsync(answer, cancellationToken);
        return Read(answer);
    }

    private static byte[] Request()
    {
        var bytes = new List<byte>();
        bytes.AddRange([0, 0, 0, 0]);                   // size, filled in below
        bytes.AddRange([0, (byte)DescribeQuorum, 0, 0]); // key, version
        bytes.AddRange([0, 0, 0, 1]);                   // correlation id
        bytes.AddRange([0xff, 0xff, 0]);                // no client id, no tagged fields
        bytes.Add(2);                                   // one topic (compact: length + 1)
        bytes.Add((byte)(MetadataTopic.Length + 1));
        bytes.AddRange(Encoding.ASCII.GetBytes(MetadataTopic));
        bytes.Add(2);                                   // one partition
        bytes.AddRange([0, 0, 0, 0]);                   // partition 0
        bytes.AddRange([0, 0, 0]);                      // no tagged fields: partition, topic, request
        var request = bytes.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(request, request.Length - 4);
        return request;
    }

    /// <summary>Reads the answer as far as the leader's id.</summary>
    /// <exception cref="IOException">The answer is not one to DescribeQuorum.</exception>
    internal static int? Read(ReadOnlySpan<byte> answer)
    {
        try
        {
            int at = 4 + 1;                             // correlation id, no tagged fields
            short error = BinaryPrimitives.ReadInt16BigEndian(answer[at..]);
            at += 2;
            if (error != (short)ErrorCode.NoError || answer[at++] != 2)
                return null;
            at += answer[at];                           // the topic's name: one byte of length + 1, then itself
            if (answer[at++] != 2)
                return null;
            at += 4;                                    // partition
            error = BinaryPrimitives.ReadInt16BigEndian(answer[at..]);
            at += 2;
            int leader = BinaryPrimitives.ReadInt32BigEndian(answer[at..]);
            return error == (short)ErrorCode.NoError && leader >= 0 ? leader : null;
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            throw new IOException("the answer to DescribeQuorum is cut off", e);
        }
    }
}
