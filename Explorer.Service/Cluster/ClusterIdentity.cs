using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace KafkaAspire.Explorer.Cluster;

/// <summary>What only DescribeCluster tells: the cluster's id, its controller and the brokers' racks.</summary>
/// <param name="ClusterId">The id; null where there is none.</param>
/// <param name="Controller">The controller's node id; null where it is not told.</param>
/// <param name="Racks">The rack of each broker.</param>
internal sealed record ClusterIdentity(string? ClusterId, int? Controller, IReadOnlyDictionary<int, string?> Racks)
{
    public static readonly ClusterIdentity Unknown = new(null, null, new Dictionary<int, string?>());

    public static async Task<ClusterIdentity> AskAsync(IAdminClient admin, TimeSpan timeout)
    {
        var cluster = await admin.DescribeClusterAsync(new DescribeClusterOptions { RequestTimeout = timeout });
        return new(cluster.ClusterId, cluster.Controller?.Id, cluster.Nodes.ToDictionary(node => node.Id, string? (node) => node.Rack));
    }
}
