using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;
using KafkaAspire.Hosting.Brokers;

namespace KafkaAspire.Hosting.Publishing;

/// <summary>Lets KEDA run as many consumers as their group's lag asks for, from the AppHost's count up to one per partition.</summary>
internal static class LagScaling
{
    public static void Add(KubernetesResource kubernetes, ConsumerGroupAnnotation consumer)
    {
        if (kubernetes.Workload is not { } workload || consumer.Topic is not { } topic)
            return;
        int replicas = consumer.Consumer.GetReplicaCount();
        var trigger = new ScaleTrigger
        {
            Type = "kafka",
            Metadata =
            {
                ["consumerGroup"] = consumer.Group,
                ["topic"] = topic.TopicName,
                ["lagThreshold"] = $"{consumer.LagPerReplica}",
                ["offsetResetPolicy"] = "earliest",
            },
        };
        if (consumer.Cluster.External is null)
            trigger.Metadata["bootstrapServers"] = string.Join(',', consumer.Cluster.Brokers.Select(Address));
        else
            trigger.Metadata["bootstrapServersFromEnv"] = $"ConnectionStrings__{consumer.Cluster.Name}";
        kubernetes.AdditionalResources.Add(new ScaledObject
        {
            Metadata = { Name = $"{kubernetes.Name}-lag" },
            Spec =
            {
                ScaleTargetRef = { Name = workload.Metadata.Name },
                MinReplicaCount = Math.Min(replicas, topic.Partitions),
                // One more would have no partition.
                MaxReplicaCount = topic.Partitions,
                Triggers = { trigger },
            },
        });
    }

    // With its name space, since KEDA lives in another one.
    private static string Address(KafkaServerResource broker) =>
        $"{broker.Name.ToLowerInvariant()}-service.{{{{ .Release.Namespace }}}}.svc:{NodePorts.Container.Client}";
}
