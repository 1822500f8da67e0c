using Aspire.Hosting.ApplicationModel;
using KafkaAspire.Hosting.Brokers;

namespace Aspire.Hosting;

/// <summary>
/// An Apache Kafka cluster: its brokers, its topics, and one connection string that lists all brokers as <c>host:port,host:port</c>. Each broker is a
/// <see cref="KafkaServerResource"/> of its own, a child of this one in the dashboard.
/// </summary>
/// <param name="name">The resource's name, thus the name of the connection.</param>
public sealed class KafkaClusterResource(string name) : Resource(name), IResourceWithConnectionString, IResourceWithWaitSupport
{
    private readonly List<KafkaServerResource> _brokers = [];
    private readonly List<KafkaTopicResource> _topics = [];

    /// <summary>The brokers, in the order of their node ids; none when the cluster runs elsewhere.</summary>
    public IReadOnlyList<KafkaServerResource> Brokers => _brokers;

    /// <summary>The declared topics.</summary>
    public IReadOnlyList<KafkaTopicResource> Topics => _topics;

    /// <summary>The job that creates the declared topics; null when none is declared or the cluster runs elsewhere.</summary>
    public ContainerResource? TopicJob { get; internal set; }

    /// <summary>All brokers, as the one that asks reaches them: through published ports from the host, by name from containers and in deployments.</summary>
    public ReferenceExpression ConnectionStringExpression => External ?? Addresses.Clients;

    /// <summary>What the brokers of this cluster have in common.</summary>
    internal ClusterSettings Settings { get; } = new();

    /// <summary>Where the brokers are reached.</summary>
    internal ClusterAddresses Addresses { get; set; } = null!;

    /// <summary>The addresses of a cluster that runs elsewhere; null when the brokers are resources of this application.</summary>
    internal ReferenceExpression? External { get; set; }

    /// <summary>As the AppHost says, or else derived from the number of brokers.</summary>
    internal ReplicationFactors Replication => Settings.Replication ?? ReplicationFactors.For(Brokers.Count);

    /// <summary>The containers that hold data: brokers, and controllers that are nothing else.</summary>
    internal IEnumerable<ContainerResource> Nodes => [.. _brokers, .. Settings.Controllers];

    internal void Add(KafkaServerResource broker) => _brokers.Add(broker);

    internal void Add(KafkaTopicResource topic) => _topics.Add(topic);
}
