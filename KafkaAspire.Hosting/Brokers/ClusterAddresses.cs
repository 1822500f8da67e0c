using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace KafkaAspire.Hosting.Brokers;

/// <summary>Where the nodes of a cluster are reached: from the host, from containers beside them, in a deployment.</summary>
internal sealed class ClusterAddresses(KafkaClusterResource cluster, DistributedApplicationExecutionContext execution)
{
    public const string ClientEndpoint = "tcp";
    public const string InternalEndpoint = "internal";
    public const string ControllerEndpoint = "controller";

    /// <summary>All brokers for a client.</summary>
    public ReferenceExpression Clients => Join(cluster.Brokers, broker => execution.IsRunMode ? new BrokerAddress(broker) : Published(broker, ClientEndpoint));

    /// <summary>All brokers for a container beside them.</summary>
    public ReferenceExpression Internal => execution.IsRunMode
        ? ReferenceExpression.Create($"{string.Join(',', cluster.Brokers.Select(b => $"{b.Name}:{NodePorts.Container.Internal}"))}")
        : Join(cluster.Brokers, broker => Published(broker, InternalEndpoint));

    /// <summary>The address to which a broker sends the clients that come in through its published port.</summary>
    /// <remarks>The port is the allocated one. The declared one is another, or none, wherever ports are given out anew.</remarks>
    public ReferenceExpression Client(KafkaServerResource broker) => execution.IsRunMode
        ? ReferenceExpression.Create($"localhost:{broker.PrimaryEndpoint.Property(EndpointProperty.Port)}")
        : ReferenceExpression.Create($"{Published(broker, ClientEndpoint)}");

    /// <summary>A node's address for the nodes beside it.</summary>
    public ReferenceExpression Beside(IResourceWithEndpoints node, string endpoint, int port) => execution.IsRunMode
        // In run mode a container's name is its name in the network that Aspire makes.
        ? ReferenceExpression.Create($"{node.Name}:{port.ToString(System.Globalization.CultureInfo.InvariantCulture)}")
        : ReferenceExpression.Create($"{Published(node, endpoint)}");

    private static EndpointReferenceExpression Published(IResourceWithEndpoints node, string endpoint) =>
        new EndpointReference(node, endpoint).Property(EndpointProperty.HostAndPort);

    private static ReferenceExpression Join(IEnumerable<KafkaServerResource> brokers, Func<KafkaServerResource, object> address)
    {
        var list = new ReferenceExpressionBuilder();
        foreach (var broker in brokers)
        {
            if (!list.IsEmpty)
                list.AppendLiteral(",");
            list.AppendValueProvider(address(broker));
        }
        return list.Build();
    }
}
