namespace KafkaAspire.Hosting.Brokers;

/// <summary>One node of a cluster: who it is, and under which addresses others reach it.</summary>
internal sealed record NodeSpec
{
    /// <summary>The number that stays with the node's data (<c>node.id</c>); no two nodes of a cluster share one.</summary>
    public required int Id { get; init; }

    public NodeRoles Roles { get; init; } = NodeRoles.Broker | NodeRoles.Controller;

    /// <summary><c>host:port</c> that clients outside the brokers' network are sent to.</summary>
    public required string ClientAddress { get; init; }

    /// <summary><c>host:port</c> that brokers and clients inside the network are sent to.</summary>
    public required string InternalAddress { get; init; }

    /// <summary><c>host:port</c> of the metadata quorum's listener.</summary>
    public required string ControllerAddress { get; init; }

    /// <summary>Where the node listens. Distinct per node only where several share one network name space.</summary>
    public NodePorts Ports { get; init; } = NodePorts.Container;
}

/// <summary>The ports on which a node listens.</summary>
internal sealed record NodePorts(int Client, int Internal, int Controller)
{
    /// <summary>The ports inside a container; the first two are the ones that Aspire's <c>AddKafka</c> declares.</summary>
    public static readonly NodePorts Container = new(9092, 9093, 9094);
}
