using Aspire.Hosting.ApplicationModel;
using KafkaAspire.Hosting.Brokers;
using KafkaAspire.Hosting.Commands;
using KafkaAspire.Hosting.Health;

namespace Aspire.Hosting;

/// <summary>Adds Apache Kafka clusters to an application.</summary>
public static class KafkaClusterBuilderExtensions
{
    private const int MostCombinedNodes = 5;

    /// <summary>
    /// Adds an Apache Kafka cluster in KRaft mode: one container per broker, one connection string that lists them all. Up to five brokers are controllers,
    /// too; with more, three nodes of their own vote.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name, thus the name of the connection; the brokers are called <c>NAME-1</c>, <c>NAME-2</c>, …</param>
    /// <param name="brokers">How many brokers. With 3, each record is kept 3 times and 2 copies must be in sync; see <see cref="KafkaClusterSettingsExtensions.WithReplication"/>.</param>
    /// <param name="port">The host port of the first broker, the others follow; free ports when it is null.</param>
    /// <returns>The cluster, to declare topics and more.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one broker, or more than 1,000.</exception>
    /// <remarks>The image is <c>apache/kafka:4.3.1</c>. Topics are not created by accident (<c>auto.create.topics.enable</c> is false): declare them.</remarks>
    public static IResourceBuilder<KafkaClusterResource> AddKafkaCluster(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, int brokers = 3, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfLessThan(brokers, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(brokers, NodeEnvironment.FirstControllerId - 1);

        var cluster = new KafkaClusterResource(name);
        cluster.Addresses = new(cluster, builder.ExecutionContext);
        cluster.Settings.ClusterId = ClusterIdParameter.Add(builder, name);
        // Three brokers share a developer's machine with everything else; the image's own choice would be 1 GiB each.
        cluster.Settings.HeapMebibytes = builder.ExecutionContext.IsRunMode ? 512 : null;

        var resource = builder.AddResource(cluster);
        for (int id = 1; id <= brokers; id++)
            AddBroker(resource, id, port + id - 1);
        ClusterImage.Apply(resource);
        ClusterLifecycle.Attach(resource);
        if (brokers > MostCombinedNodes)
            resource.WithDedicatedControllers();
        return resource;
    }

    // A method of its own, so that what is called later sees this broker's id and not the loop's last.
    private static void AddBroker(IResourceBuilder<KafkaClusterResource> builder, int id, int? port)
    {
        var cluster = builder.Resource;
        var broker = builder.ApplicationBuilder.AddKafka($"{cluster.Name}-{id}", port)
            .WithEnvironment(context => NodeEnvironment.SetAsync(context, cluster, id))
            .WithParentRelationship(cluster);
        if (builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
            broker.WithEndpoint(targetPort: NodePorts.Container.Controller, name: ClusterAddresses.ControllerEndpoint);
        cluster.Add(broker.Resource);
        ClusterHealth.Replace(broker, cluster, id);
        BrokerCommands.Add(broker);
    }
}
