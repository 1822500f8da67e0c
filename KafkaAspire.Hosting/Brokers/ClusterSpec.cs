namespace KafkaAspire.Hosting.Brokers;

/// <summary>What the nodes of one cluster have in common.</summary>
internal sealed record ClusterSpec
{
    /// <summary>The cluster's id: 16 bytes in Base64 for URLs. Data directories that were formatted with another one are refused by a broker.</summary>
    public required string ClusterId { get; init; }

    public required IReadOnlyList<NodeSpec> Nodes { get; init; }

    public required ReplicationFactors Replication { get; init; }

    /// <summary>Where a node keeps its data; the image's own place when it is null.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>The Java heap of a node in MiB; the image's own choice when it is null.</summary>
    public int? HeapMebibytes { get; init; }

    /// <summary><c>host:port</c> of ZooKeeper; null for KRaft.</summary>
    public string? ZooKeeper { get; init; }

    /// <summary>Users must log in when this is set.</summary>
    public SaslSpec? Sasl { get; init; }

    /// <summary>What is sent is encrypted when this is set.</summary>
    public TlsSpec? Tls { get; init; }
}

/// <summary>What a node of an encrypted cluster has.</summary>
/// <param name="Identity">Key and certificates as <see cref="PemText.Identity"/> writes them; the same for all nodes, so that one of them names all.</param>
internal sealed record TlsSpec(string Identity);

/// <summary>How brokers log in to each other while clients log in with SCRAM.</summary>
/// <param name="BrokerPassword">The password of the brokers' own user.</param>
internal sealed record SaslSpec(string BrokerPassword)
{
    /// <summary>The brokers' own user. It exists in each broker's configuration, thus before there is a cluster that could keep users.</summary>
    public const string BrokerUser = "broker";

    public const string ClientMechanism = "SCRAM-SHA-512";
}
