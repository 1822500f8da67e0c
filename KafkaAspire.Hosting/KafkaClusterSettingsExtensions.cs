using Aspire.Hosting.ApplicationModel;
using KafkaAspire.Hosting.Brokers;

namespace Aspire.Hosting;

/// <summary>Settings of a cluster as a whole.</summary>
public static class KafkaClusterSettingsExtensions
{
    /// <summary>Sets how often records are kept. Without it: as often as there are brokers, three times at most, of which one copy may be missing.</summary>
    /// <param name="builder">The cluster.</param>
    /// <param name="replicationFactor">The number of copies, up to the number of brokers.</param>
    /// <param name="minInSyncReplicas">How many copies must be in sync for a write with <c>acks=all</c>, up to the number of copies.</param>
    /// <exception cref="ArgumentOutOfRangeException">More copies than brokers, or more in sync than there are.</exception>
    public static IResourceBuilder<KafkaClusterResource> WithReplication(
        this IResourceBuilder<KafkaClusterResource> builder, int replicationFactor, int minInSyncReplicas)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicationFactor, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(replicationFactor, builder.Resource.Brokers.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(minInSyncReplicas, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minInSyncReplicas, replicationFactor);
        builder.Resource.Settings.Replication = new(replicationFactor, minInSyncReplicas);
        return builder;
    }

    /// <summary>Sets a property of every broker (<c>server.properties</c>).</summary>
    /// <param name="builder">The cluster.</param>
    /// <param name="key">The property's name, such as <c>log.retention.ms</c>.</param>
    /// <param name="value">The value.</param>
    public static IResourceBuilder<KafkaClusterResource> WithBrokerSetting(this IResourceBuilder<KafkaClusterResource> builder, string key, string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        ArgumentNullException.ThrowIfNull(value);
        builder.Resource.Settings.BrokerSettings[key] = value;
        return builder;
    }

    /// <summary>Sets the Java heap of each node.</summary>
    /// <param name="builder">The cluster.</param>
    /// <param name="mebibytes">The most that a node's heap takes, in MiB; 512 in run mode and the image's own choice in deployments without this call.</param>
    public static IResourceBuilder<KafkaClusterResource> WithHeap(this IResourceBuilder<KafkaClusterResource> builder, int mebibytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mebibytes, 128);
        builder.Resource.Settings.HeapMebibytes = mebibytes;
        return builder;
    }

    /// <summary>Gives each node a volume, so that its data outlives the container.</summary>
    /// <param name="builder">The cluster.</param>
    public static IResourceBuilder<KafkaClusterResource> WithDataVolumes(this IResourceBuilder<KafkaClusterResource> builder)
    {
        var cluster = builder.Resource;
        cluster.Settings.DataDirectory = NodeVolume.Directory;
        foreach (var node in cluster.Nodes)
            NodeVolume.Add(builder.ApplicationBuilder.CreateResourceBuilder(node));
        return builder;
    }

    /// <summary>
    /// Keeps the brokers running when the application ends, and finds them again at its next start. Their host ports are fixed, because a broker advertises
    /// its port: with a free one each start would change the container and so replace it.
    /// </summary>
    /// <param name="builder">The cluster.</param>
    /// <param name="port">The host port of the first broker; the others follow.</param>
    public static IResourceBuilder<KafkaClusterResource> WithPersistentLifetime(this IResourceBuilder<KafkaClusterResource> builder, int port = 19092)
    {
        var cluster = builder.Resource;
        cluster.Settings.Lifetime = ContainerLifetime.Persistent;
        foreach (var node in cluster.Nodes)
            builder.ApplicationBuilder.CreateResourceBuilder(node).WithLifetime(ContainerLifetime.Persistent);
        for (int i = 0; i < cluster.Brokers.Count; i++)
        {
            int hostPort = port + i;
            builder.ApplicationBuilder.CreateResourceBuilder(cluster.Brokers[i]).WithEndpoint(ClusterAddresses.ClientEndpoint, endpoint =>
            {
                endpoint.Port ??= hostPort;
                // Nothing of Aspire stands between a persistent container and its clients once the application has ended.
                endpoint.IsProxied = false;
            });
        }
        return builder;
    }

    /// <summary>Runs brokers and the topic job from another image.</summary>
    /// <param name="builder">The cluster.</param>
    /// <param name="image">The image's name, with the environment contract of <c>apache/kafka</c>.</param>
    /// <param name="tag">The tag.</param>
    /// <exception cref="DistributedApplicationException">The cluster keeps its metadata in ZooKeeper, and the image can't.</exception>
    public static IResourceBuilder<KafkaClusterResource> WithImage(this IResourceBuilder<KafkaClusterResource> builder, string image, string tag)
    {
        ArgumentException.ThrowIfNullOrEmpty(image);
        ArgumentException.ThrowIfNullOrEmpty(tag);
        builder.Resource.Settings.Image = new(image, tag);
        ZooKeeperMode.Check(builder.Resource);
        ClusterImage.Apply(builder);
        return builder;
    }

    /// <summary>Lets nodes of their own vote on the cluster's metadata, instead of the brokers.</summary>
    /// <param name="builder">The cluster.</param>
    /// <param name="controllers">How many: an odd number, of which a minority may fail.</param>
    /// <exception cref="ArgumentException">An even number, which tolerates no more failures than one less.</exception>
    public static IResourceBuilder<KafkaClusterResource> WithDedicatedControllers(this IResourceBuilder<KafkaClusterResource> builder, int controllers = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(controllers, 1);
        if (controllers % 2 == 0)
            throw new ArgumentException($"{controllers} controllers tolerate no more failures than {controllers - 1}; an odd number is needed", nameof(controllers));
        DedicatedControllers.Set(builder, controllers);
        return builder;
    }

    /// <summary>Runs the cluster with ZooKeeper instead of KRaft, for Kafka up to 3.9: the image becomes <c>confluentinc/cp-kafka:7.9.2</c> unless one is set.</summary>
    /// <param name="builder">The cluster.</param>
    /// <exception cref="DistributedApplicationException">The cluster's image is one of Kafka 4, which has no ZooKeeper mode.</exception>
    public static IResourceBuilder<KafkaClusterResource> WithZooKeeper(this IResourceBuilder<KafkaClusterResource> builder)
    {
        ZooKeeperMode.Set(builder);
        return builder;
    }
}
