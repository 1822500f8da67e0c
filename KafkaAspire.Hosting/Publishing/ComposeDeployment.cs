using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Docker.Resources.ComposeNodes;
using Aspire.Hosting.Docker.Resources.ServiceNodes.Swarm;
using KafkaAspire.Hosting.Brokers;
using KafkaAspire.Hosting.Topics;

namespace KafkaAspire.Hosting.Publishing;

/// <summary>What a cluster and its clients need in a Docker Compose file beyond what Aspire writes.</summary>
internal static class ComposeDeployment
{
    public static void Prepare(IResourceBuilder<KafkaClusterResource> builder, IEnumerable<IComputeResource> clients)
    {
        var cluster = builder.Resource;
        var application = builder.ApplicationBuilder;
        foreach (var node in cluster.Nodes)
            application.CreateResourceBuilder(node).PublishAsDockerComposeService((_, service) => CompleteNode(service, cluster.Brokers.Contains(node)));
        if (cluster.TopicJob is { } job)
            application.CreateResourceBuilder(job).PublishAsDockerComposeService((_, service) => CompleteJob(service, cluster));
        foreach (var client in clients.Where(client => client != cluster.TopicJob))
            application.CreateResourceBuilder(client).PublishAsDockerComposeService((_, service) => CompleteClient(service, client));
    }

    private static void CompleteNode(Service service, bool isBroker)
    {
        service.Restart = "unless-stopped";
        // A broker hands its partitions over before it goes; ten seconds, the default, are not always enough.
        service.StopGracePeriod = "60s";
        int port = isBroker ? NodePorts.Container.Internal : NodePorts.Container.Controller;
        // A broker opens its listeners once it has caught up with the metadata log. A Java tool would take a second of CPU for each probe.
        service.Healthcheck = CommandHealth.Compose(["/bin/bash", "-c", $"</dev/tcp/127.0.0.1/{port}"]);
    }

    private static void CompleteJob(Service service, KafkaClusterResource cluster)
    {
        // Aspire escapes some of a script's dollar signs for Compose and loses blanks on the way; all of them are the script's own.
        service.Command = [.. TopicJob.Arguments(cluster).Select(argument => argument.Replace("$", "$$"))];
        foreach (var broker in cluster.Brokers)
            service.DependsOn[broker.Name.ToLowerInvariant()] = new() { Condition = "service_healthy" };
    }

    private static void CompleteClient(Service service, IResource client)
    {
        service.Restart ??= "unless-stopped";
        // Aspire writes one container, whatever WithReplicas says.
        if (client.TryGetLastAnnotation<ReplicaAnnotation>(out var replicas))
            (service.Deploy ??= new Deploy()).Replicas = replicas.Replicas;
    }
}
