using Aspire.Hosting.ApplicationModel;

namespace KafkaAspire.Hosting.Brokers;

/// <summary>What the AppHost asked of a cluster. Read when a broker's environment is made, so the order of the calls does not matter.</summary>
internal sealed class ClusterSettings
{
    public ParameterResource ClusterId { get; set; } = null!;

    public ClusterImage Image { get; set; } = ClusterImage.Default;

    public ReplicationFactors? Replication { get; set; }

    public string? DataDirectory { get; set; }

    public int? HeapMebibytes { get; set; }

    public ContainerLifetime Lifetime { get; set; } = ContainerLifetime.Session;

    /// <summary>Nodes that only vote; none when the brokers do that too.</summary>
    public List<ContainerResource> Controllers { get; } = [];

    public ContainerResource? ZooKeeper { get; set; }

    public ClusterSasl? Sasl { get; set; }

    public ClusterTls? Tls { get; set; }

    /// <summary>Settings of every broker, by Kafka's names.</summary>
    public Dictionary<string, string> BrokerSettings { get; } = new(StringComparer.Ordinal);
}

/// <summary>Who logs in.</summary>
/// <param name="User">The clients' user.</param>
/// <param name="Password">The clients' password.</param>
/// <param name="BrokerPassword">The password of the brokers' own user.</param>
internal sealed record ClusterSasl(string User, ParameterResource Password, ParameterResource BrokerPassword);
