using Confluent.Kafka;
using Explorer.Service.Security;

namespace Explorer.Service.Cluster.Wire;

/// <summary>
/// Who the active controller is: the leader of the KRaft quorum, by a DescribeQuorum request (KIP-595, version 0). librdkafka does not
/// have it, and the controller that DescribeCluster names in KRaft is any broker, another one each time (KIP-590).
/// </summary>
internal static class QuorumLeader
{
    /// <summary>The node id of the quorum's leader; null where there is no quorum (ZooKeeper), or it has no leader.</summary>
    /// <exception cref="IOException">The broker left while it was asked.</exception>
    /// <exception cref="KafkaException">The broker does not allow it.</exception>
    public static async Task<int?> AskAsync(BrokerLine broker, CancellationToken cancellationToken)
    {
        var request = new RequestWriter(api: 55, version: 0)
            .Length(1).String("__cluster_metadata").Length(1).Int32(0).Tags().Tags().Tags();
        return await broker.AskAsync(request, cancellationToken) is { } answer ? Read(answer) : null;
    }

    // As far as the leader's id: what follows is of no interest here.
    internal static int? Read(ReadOnlySpan<byte> answer)
    {
        var reader = new AnswerReader(answer);
        var refusal = reader.Error();
        if (refusal == ErrorCode.ClusterAuthorizationFailed)
            throw new KafkaException(refusal).Explain("Describe");
        if (refusal != ErrorCode.NoError || reader.Length() != 1)
            return null;
        reader.String();
        if (reader.Length() != 1)
            return null;
        reader.Int32();
        var error = reader.Error();
        int leader = reader.Int32();
        return error == ErrorCode.NoError && leader >= 0 ? leader : null;
    }
}
