using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace KafkaAspire.Hosting.Brokers;

/// <summary>A cluster that keeps its metadata in ZooKeeper: Kafka up to 3.9 only.</summary>
internal static class ZooKeeperMode
{
    private const string Image = "confluentinc/cp-zookeeper";
    private const int ClientPort = 2181;

    public static void Set(IResourceBuilder<KafkaClusterResource> builder)
    {
        var cluster = builder.Resource;
        if (cluster.Settings.ZooKeeper is not null)
            return;
        if (cluster.Settings.Controllers.Count > 0)
            throw new DistributedApplicationException($"{cluster.Name} has controllers of its own, which a cluster with ZooKeeper does not need");
        if (cluster.Settings.Image == ClusterImage.Default)
            cluster.Settings.Image = ClusterImage.LastWithZooKeeper;

        var zooKeeper = builder.ApplicationBuilder.AddContainer($"{cluster.Name}-zookeeper", Image, ClusterImage.LastWithZooKeeper.Tag)
            .WithIconName("TreeDeciduous")
            .WithEnvironment("ZOOKEEPER_CLIENT_PORT", ClientPort.ToString(CultureInfo.InvariantCulture))
            .WithEnvironment("ZOOKEEPER_TICK_TIME", "2000")
            .WithParentRelationship(cluster);
        if (builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
            zooKeeper.WithEndpoint(targetPort: ClientPort, name: "client");
        cluster.Settings.ZooKeeper = zooKeeper.Resource;
        Check(cluster);
        foreach (var broker in cluster.Brokers)
            builder.ApplicationBuilder.CreateResourceBuilder(broker).WaitForStart(zooKeeper);
        ClusterImage.Apply(builder);
    }

    /// <summary>Refuses an image that can't run with ZooKeeper.</summary>
    /// <exception cref="DistributedApplicationException">Names the cluster, the image and what is possible instead.</exception>
    public static void Check(KafkaClusterResource cluster)
    {
        if (cluster.Settings.ZooKeeper is null || cluster.Settings.Image.WhyNoZooKeeper() is not { } reason)
            return;
        throw new DistributedApplicationException(
            $"{cluster.Name} can't run with ZooKeeper: {reason}. Leave out WithZooKeeper(), or take an image of Kafka up to 3.9 such as "
            + $"{ClusterImage.LastWithZooKeeper.Name}:{ClusterImage.LastWithZooKeeper.Tag}.");
    }
}
