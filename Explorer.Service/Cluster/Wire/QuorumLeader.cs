using System.Text;
using Confluent.Kafka;

namespace KafkaAspire.Explorer.Cluster.Wire;

/// <summary>
/// Asks for the active controller: the leader of the KRaft quorum, with a DescribeQuorum request (KIP-595, version 0). librdkafka does not
/// have it, and the controller that DescribeCluster names in KRaft is any broker, another one each time (KIP-590).
/// </summary>
internal static class QuorumLeader
{
    private const short DescribeQuorum = 55;

    // One topic (compact lengths are one more), its one partition 0, and no tagged fields of partition, topic and request.
    private static readonly byte[] Body = [2, 19, .. Encoding.ASCII.GetBytes("__cluster_metadata"), 2, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>The node id of the quorum's leader; null where there is no quorum (ZooKeeper), or it has no leader.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The broker cannot be reached.</exception>
    /// <exception cref="IOException">The broker left while it was asked.</exception>
    public static async Task<int?> AskAsync(string host, int port, CancellationToken cancellationToken) =>
        await BrokerConversation.AskAsync(host, port, DescribeQuorum, 0, Body, cancellationToken) is { } answer ? Read(answer) : null;

    /// <summary>Reads the answer as far as the leader's id.</summary>
    internal static int? Read(ReadOnlySpan<byte> answer)
    {
        var reader = new AnswerReader(answer);
        if (reader.Int16() != (short)ErrorCode.NoError || reader.Length() != 1)
            return null;
        reader.String();
        if (reader.Length() != 1)
            return null;
        reader.Int32();
        short error = reader.Int16();
        int leader = reader.Int32();
        return error == (short)ErrorCode.NoError && leader >= 0 ? leader : null;
    }
}
