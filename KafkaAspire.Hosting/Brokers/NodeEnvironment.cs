using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace KafkaAspire.Hosting.Brokers;

/// <summary>Gives a node of a cluster its environment when its container starts or is published.</summary>
internal static class NodeEnvironment
{
    /// <summary>Controllers that do nothing else have ids of their own, apart from the brokers'.</summary>
    public const int FirstControllerId = 1001;

    public static async Task SetAsync(EnvironmentCallbackContext context, KafkaClusterResource cluster, int nodeId)
    {
        var text = new DeferredText();
        var nodes = Nodes(cluster, text);
        var settings = cluster.Settings;
        var spec = new ClusterSpec
        {
            // Not a secret, and a deployment must not come up under another id because somebody left a variable empty.
            ClusterId = await settings.ClusterId.GetValueAsync(context.CancellationToken) ?? throw new DistributedApplicationException($"{cluster.Name} has no cluster id"),
            Nodes = nodes,
            Replication = cluster.Replication,
            DataDirectory = settings.DataDirectory,
            HeapMebibytes = settings.HeapMebibytes,
            ZooKeeper = settings.ZooKeeper is { } zooKeeper ? text.Hole(cluster.Addresses.Beside(zooKeeper, "client", 2181)) : null,
            Sasl = settings.Sasl is { } sasl ? new(text.Hole(sasl.BrokerPassword)) : null,
            Tls = settings.Tls is { } tls ? new(text.Hole(tls.Identity)) : null,
        };
        // What Aspire's own callback for a single broker has set.
        foreach (string variable in context.EnvironmentVariables.Keys.Where(v => v.StartsWith("KAFKA_", StringComparison.Ordinal)).ToList())
            context.EnvironmentVariables.Remove(variable);
        foreach (var (variable, value) in BrokerEnvironment.For(spec, nodes.Single(n => n.Id == nodeId)))
            context.EnvironmentVariables[variable] = text.Fill(value);
        foreach (var (key, value) in settings.BrokerSettings)
            context.EnvironmentVariables[VariableOf(key)] = value;
    }

    /// <summary>The variable that the image turns into a property: <c>log.retention.ms</c> → <c>KAFKA_LOG_RETENTION_MS</c>.</summary>
    public static string VariableOf(string key) =>
        "KAFKA_" + key.Replace("_", "__").Replace("-", "___").Replace('.', '_').ToUpperInvariant();

    private static List<NodeSpec> Nodes(KafkaClusterResource cluster, DeferredText text)
    {
        var addresses = cluster.Addresses;
        var brokerRoles = cluster.Settings.Controllers.Count == 0 ? NodeRoles.Broker | NodeRoles.Controller : NodeRoles.Broker;
        var brokers = cluster.Brokers.Select((broker, index) => new NodeSpec
        {
            Id = index + 1,
            Roles = brokerRoles,
            ClientAddress = text.Hole(addresses.Client(broker)),
            InternalAddress = text.Hole(addresses.Beside(broker, ClusterAddresses.InternalEndpoint, NodePorts.Container.Internal)),
            ControllerAddress = text.Hole(addresses.Beside(broker, ClusterAddresses.ControllerEndpoint, NodePorts.Container.Controller)),
        });
        var controllers = cluster.Settings.Controllers.Select((controller, index) => new NodeSpec
        {
            Id = FirstControllerId + index,
            Roles = NodeRoles.Controller,
            ClientAddress = "",
            InternalAddress = "",
            ControllerAddress = text.Hole(addresses.Beside(controller, ClusterAddresses.ControllerEndpoint, NodePorts.Container.Controller)),
        });
        return [.. brokers, .. controllers];
    }
}
