using System.Net;
using System.Net.Sockets;
using KafkaAspire.Hosting.Brokers;

namespace KafkaAspire.Hosting.Tests;

/// <summary>A cluster whose nodes share this machine, so that each has ports of its own.</summary>
internal static class Cluster
{
    public static ClusterSpec Of(int brokers, string id) => new()
    {
        ClusterId = id,
        Nodes = [.. Enumerable.Range(1, brokers).Select(Node)],
        Replication = ReplicationFactors.For(brokers),
    };

    public static string Clients(ClusterSpec cluster) => string.Join(',', cluster.Nodes.Select(n => n.ClientAddress));

    public static string Internal(ClusterSpec cluster) => string.Join(',', cluster.Nodes.Select(n => n.InternalAddress));

    private static NodeSpec Node(int id)
    {
        var ports = new NodePorts(FreePort(), FreePort(), FreePort());
        return new()
        {
            Id = id,
            ClientAddress = $"localhost:{ports.Client}",
            InternalAddress = $"localhost:{ports.Internal}",
            ControllerAddress = $"localhost:{ports.Controller}",
            Ports = ports,
        };
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
