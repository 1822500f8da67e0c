using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Docker;
using Aspire.Hosting.Kubernetes;

namespace KafkaAspire.Hosting.Publishing;

/// <summary>
/// Completes a deployment with what its kind needs for a cluster and its clients. Done once the whole model is known: Aspire refuses settings for a kind of
/// environment that the application has none of.
/// </summary>
internal static class ClusterDeployment
{
    public static void Prepare(IResourceBuilder<KafkaClusterResource> cluster, DistributedApplicationModel model, Func<IResource, bool> refersToCluster)
    {
        var clients = model.Resources.OfType<IComputeResource>().Where(resource => refersToCluster(resource)).ToList();
        if (model.Resources.OfType<DockerComposeEnvironmentResource>().Any())
            ComposeDeployment.Prepare(cluster, clients);
        if (model.Resources.OfType<KubernetesEnvironmentResource>().Any())
            KubernetesDeployment.Prepare(cluster, clients);
    }
}
