using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace KafkaAspire.Hosting.Brokers;

/// <summary>Nodes that only vote on the cluster's metadata.</summary>
internal static class DedicatedControllers
{
    public static void Set(IResourceBuilder<KafkaClusterResource> builder, int count)
    {
        var cluster = builder.Resource;
        if (cluster.Settings.ZooKeeper is not null)
            throw new DistributedApplicationException($"{cluster.Name} keeps its metadata in ZooKeeper, which needs no controllers of its own");
        foreach (var old in cluster.Settings.Controllers)
            builder.ApplicationBuilder.Resources.Remove(old);
        cluster.Settings.Controllers.Clear();
        for (int index = 0; index < count; index++)
            cluster.Settings.Controllers.Add(Add(builder, index));
        ClusterImage.Apply(builder);
    }

    private static ContainerResource Add(IResourceBuilder<KafkaClusterResource> builder, int index)
    {
        var cluster = builder.Resource;
        var controller = builder.ApplicationBuilder.AddContainer($"{cluster.Name}-controller-{index + 1}", ClusterImage.Default.Name)
            .WithIconName("Vote")
            .WithEnvironment(context => NodeEnvironment.SetAsync(context, cluster, NodeEnvironment.FirstControllerId + index))
            .WithLifetime(cluster.Settings.Lifetime)
            .WithParentRelationship(cluster);
        if (builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
            controller.WithEndpoint(targetPort: NodePorts.Container.Controller, name: ClusterAddresses.ControllerEndpoint);
        if (cluster.Settings.DataDirectory is not null)
            NodeVolume.Add(controller);
        return controller.Resource;
    }
}
