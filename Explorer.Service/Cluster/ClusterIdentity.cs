using System.Net.Sockets;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Explorer.Service.Cluster.Wire;

namespace Explorer.Service.Cluster;

/// <summary>The cluster's id, its controller and the brokers' racks.</summary>
/// <param name="ClusterId">The id; null where there is none.</param>
/// <param name="Controller">The controller's node id; null where it is not told.</param>
/// <param name="Racks">The rack of each broker.</param>
internal sealed record ClusterIdentity(string? ClusterId, int? Controller, IReadOnlyDictionary<int, string?> Racks)
{
    public static readonly ClusterIdentity Unknown = new(null, null, new Dictionary<int, string?>());

    /// <summary>Asks the cluster.</summary>
    /// <param name="admin">Asks for everything but the controller of a KRaft cluster.</param>
    /// <param name="isPlain">Whether the brokers take plain text.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <exception cref="KafkaException">No broker answered.</exception>
    public static async Task<ClusterIdentity> AskAsync(IAdminClient admin, bool isPlain, TimeSpan timeout)
    {
        var cluster = await admin.DescribeClusterAsync(new DescribeClusterOptions { RequestTimeout = timeout });
        var racks = cluster.Nodes.ToDictionary(node => node.Id, string? (node) => node.Rack);
        // Only a cluster on ZooKeeper, which has no quorum, names its true controller here.
        int? controller = isPlain ? await AskQuorumAsync(cluster.Nodes, timeout) ?? cluster.Controller?.Id : null;
        return new(cluster.ClusterId, controller, racks);
    }

    private static async Task<int?> AskQuorumAsync(IEnumerable<Node> brokers, TimeSpan timeout)
    {
        using var deadline = new CancellationTokenSource(timeout);
        KafkaException? last = null;
        foreach (var broker in brokers)
        {
            try
            {
                using var conversation = await BrokerConversation.OpenAsync(broker.Host, broker.Port, deadline.Token);
                return await QuorumLeader.AskAsync(conversation, deadline.Token);
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                last = new KafkaException(new Error(ErrorCode.Local_Transport, $"broker {broker.Id} does not tell it: {e.Message}"), e);
            }
            catch (OperationCanceledException e)
            {
                throw new KafkaException(new Error(ErrorCode.Local_TimedOut, $"broker {broker.Id} did not answer within {timeout.TotalSeconds:0.#} s"), e);
            }
        }
        throw last ?? new KafkaException(ErrorCode.Local_Transport);
    }
}
