using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using KafkaAspire.Hosting.Brokers;

namespace KafkaAspire.Hosting.Publishing;

/// <summary>What a cluster and its clients need in a Helm chart beyond what Aspire writes.</summary>
internal static class KubernetesDeployment
{
    public static void Prepare(IResourceBuilder<KafkaClusterResource> builder, IEnumerable<IComputeResource> clients)
    {
        var cluster = builder.Resource;
        var application = builder.ApplicationBuilder;
        foreach (var node in cluster.Nodes)
        {
            // The set claims a volume for each pod. Aspire would make one that vanishes with the pod, or a claim that knows nothing of the set.
            foreach (var mount in node.Annotations.OfType<ContainerMountAnnotation>().Where(m => m.Target == NodeVolume.Directory).ToList())
                node.Annotations.Remove(mount);
            application.CreateResourceBuilder(node).PublishAsKubernetesService(kubernetes => KubernetesNode.Complete(kubernetes, cluster, node));
        }
        if (cluster.TopicJob is { } job)
        {
            application.CreateResourceBuilder(job).PublishAsKubernetesService(KubernetesTopics.RunOnce);
            foreach (var client in clients.Where(client => client != job))
                application.CreateResourceBuilder(client).PublishAsKubernetesService(kubernetes => KubernetesTopics.RunBefore(kubernetes, job));
        }
        foreach (var client in clients)
            foreach (var scaling in client.Annotations.OfType<ConsumerGroupAnnotation>().Where(a => a.Cluster == cluster))
                application.CreateResourceBuilder(client).PublishAsKubernetesService(kubernetes => LagScaling.Add(kubernetes, scaling));
    }
}
