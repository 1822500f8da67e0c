namespace KafkaAspire.Hosting.Brokers;

/// <summary>What a node of a KRaft cluster does (<c>process.roles</c>).</summary>
[Flags]
internal enum NodeRoles
{
    /// <summary>Holds partitions and serves clients.</summary>
    Broker = 1,

    /// <summary>Votes in the metadata quorum.</summary>
    Controller = 2,
}
