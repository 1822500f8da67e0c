namespace KafkaAspire.Hosting.Brokers;

/// <summary>
/// The environment that makes a container of <c>apache/kafka</c> a node of a cluster. The image's <c>kafka.docker.KafkaDockerWrapper</c> turns
/// each <c>KAFKA_A_B</c> into the property <c>a.b</c> (<c>___</c> stands for a dash). Free of Aspire, so that a test can start real brokers from it.
/// </summary>
internal static class BrokerEnvironment
{
    public const string ClientListener = "CLIENT";
    public const string InternalListener = "INTERNAL";
    public const string ControllerListener = "CONTROLLER";

    /// <summary>The variables of one node.</summary>
    public static IReadOnlyDictionary<string, string> For(ClusterSpec cluster, NodeSpec node)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        AddListeners(variables, cluster, node);
        AddMembership(variables, cluster, node);
        AddReplication(variables, cluster.Replication);
        if (cluster.Sasl is { } sasl)
            BrokerSasl.Add(variables, sasl);
        if (cluster.Tls is { } tls)
            BrokerTls.Add(variables, tls);
        if (cluster.DataDirectory is { } directory)
            variables["KAFKA_LOG_DIRS"] = directory;
        if (cluster.HeapMebibytes is { } heap)
            variables["KAFKA_HEAP_OPTS"] = $"-Xms{Math.Min(heap, 256)}m -Xmx{heap}m";
        return variables;
    }

    private static void AddListeners(IDictionary<string, string> variables, ClusterSpec cluster, NodeSpec node)
    {
        List<string> listeners = [], advertised = [];
        if (node.Roles.HasFlag(NodeRoles.Broker))
        {
            listeners.Add($"{ClientListener}://0.0.0.0:{node.Ports.Client}");
            listeners.Add($"{InternalListener}://0.0.0.0:{node.Ports.Internal}");
            advertised.Add($"{ClientListener}://{node.ClientAddress}");
            advertised.Add($"{InternalListener}://{node.InternalAddress}");
            variables["KAFKA_INTER_BROKER_LISTENER_NAME"] = InternalListener;
        }
        if (cluster.ZooKeeper is null && node.Roles.HasFlag(NodeRoles.Controller))
            listeners.Add($"{ControllerListener}://0.0.0.0:{node.Ports.Controller}");

        string protocol = SecurityProtocols.Kafka(sasl: cluster.Sasl is not null, tls: cluster.Tls is not null);
        List<string> protocols = [$"{ClientListener}:{protocol}", $"{InternalListener}:{protocol}"];
        if (cluster.ZooKeeper is null)
            protocols.Add($"{ControllerListener}:{protocol}");

        variables["KAFKA_LISTENERS"] = string.Join(',', listeners);
        variables["KAFKA_LISTENER_SECURITY_PROTOCOL_MAP"] = string.Join(',', protocols);
        // A pure controller has no address of its own to advertise: the voters' list names it.
        if (advertised.Count > 0)
            variables["KAFKA_ADVERTISED_LISTENERS"] = string.Join(',', advertised);
    }

    private static void AddMembership(IDictionary<string, string> variables, ClusterSpec cluster, NodeSpec node)
    {
        if (cluster.ZooKeeper is { } zooKeeper)
        {
            variables["KAFKA_BROKER_ID"] = $"{node.Id}";
            variables["KAFKA_ZOOKEEPER_CONNECT"] = zooKeeper;
            return;
        }
        variables["CLUSTER_ID"] = cluster.ClusterId;
        variables["KAFKA_NODE_ID"] = $"{node.Id}";
        variables["KAFKA_PROCESS_ROLES"] = node.Roles switch
        {
            NodeRoles.Broker => "broker",
            NodeRoles.Controller => "controller",
            _ => "broker,controller",
        };
        variables["KAFKA_CONTROLLER_LISTENER_NAMES"] = ControllerListener;
        variables["KAFKA_CONTROLLER_QUORUM_VOTERS"] = string.Join(
            ',', cluster.Nodes.Where(n => n.Roles.HasFlag(NodeRoles.Controller)).Select(n => $"{n.Id}@{n.ControllerAddress}"));
    }

    private static void AddReplication(IDictionary<string, string> variables, ReplicationFactors replication)
    {
        string replicas = $"{replication.Replicas}", minInSync = $"{replication.MinInSync}";
        variables["KAFKA_DEFAULT_REPLICATION_FACTOR"] = replicas;
        variables["KAFKA_MIN_INSYNC_REPLICAS"] = minInSync;
        variables["KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR"] = replicas;
        variables["KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR"] = replicas;
        variables["KAFKA_TRANSACTION_STATE_LOG_MIN_ISR"] = minInSync;
        // Share groups (KIP-932) keep their state in a topic of their own since 4.0.
        variables["KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR"] = replicas;
        variables["KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR"] = minInSync;
        // A misspelt name must be an error, not a topic with one partition.
        variables["KAFKA_AUTO_CREATE_TOPICS_ENABLE"] = "false";
    }
}
