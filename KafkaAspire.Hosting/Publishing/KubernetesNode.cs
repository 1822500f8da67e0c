using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.Kubernetes.Resources;
using KafkaAspire.Hosting.Brokers;

namespace KafkaAspire.Hosting.Publishing;

/// <summary>
/// A node of the cluster on Kubernetes: a StatefulSet of one pod with a claim template, so that the node id stays with its name, its address and its
/// data wherever the pod runs.
/// </summary>
internal static class KubernetesNode
{
    // The user of the image apache/kafka.
    private const long ImageUser = 1000;
    private const string Volume = "data";

    public static void Complete(KubernetesResource kubernetes, KafkaClusterResource cluster, ContainerResource node)
    {
        var set = AsStatefulSet(kubernetes);
        bool isBroker = cluster.Brokers.Contains(node);
        if (kubernetes.Service is { } service)
        {
            // Headless: the name is the pod itself. Published before it is ready, or the controllers could not elect a leader for want of each other's names.
            service.Spec.ClusterIp = "None";
            service.Spec.PublishNotReadyAddresses = true;
            set.Spec.ServiceName = service.Metadata.Name;
            if (isBroker)
                Advertise(kubernetes, service.Metadata.Name);
        }
        Harden(set.PodTemplate.Spec, isBroker ? NodePorts.Container.Internal : NodePorts.Container.Controller);
        if (cluster.Settings.DataDirectory is not null)
            ClaimPerPod(kubernetes, set);
    }

    private static StatefulSet AsStatefulSet(KubernetesResource kubernetes)
    {
        if (kubernetes.Workload is StatefulSet there)
            return there;
        // Aspire makes deployments of containers that have no connection string: controllers.
        var deployment = (Deployment)kubernetes.Workload!;
        var set = new StatefulSet { Metadata = { Name = deployment.Metadata.Name.Replace("-deployment", "-statefulset"), Labels = deployment.Metadata.Labels } };
        set.Spec.Selector = deployment.Spec.Selector;
        set.Spec.Replicas = 1;
        set.Spec.Template = deployment.Spec.Template;
        kubernetes.Workload = set;
        return set;
    }

    // KEDA and other clients live in other name spaces, where the short name means nothing.
    private static void Advertise(KubernetesResource kubernetes, string host)
    {
        var ports = NodePorts.Container;
        kubernetes.ConfigMap!.Data["KAFKA_ADVERTISED_LISTENERS"] =
            $"{BrokerEnvironment.ClientListener}://{host}.{{{{ .Release.Namespace }}}}.svc:{ports.Client},{BrokerEnvironment.InternalListener}://{host}:{ports.Internal}";
    }

    private static void Harden(PodSpecV1 pod, int port)
    {
        // Kubernetes would add variables such as KAFKA_1_SERVICE_PORT, which the image takes for properties.
        pod.EnableServiceLinks = false;
        pod.TerminationGracePeriodSeconds = 60;
        pod.SecurityContext ??= new();
        pod.SecurityContext.FsGroup = ImageUser;
        pod.SecurityContext.FsGroupChangePolicy = "OnRootMismatch";
        pod.Containers[0].ReadinessProbe = new() { TcpSocket = new() { Port = port }, PeriodSeconds = 5, FailureThreshold = 3 };
        pod.Containers[0].StartupProbe = new() { TcpSocket = new() { Port = port }, PeriodSeconds = 5, FailureThreshold = 60 };
    }

    private static void ClaimPerPod(KubernetesResource kubernetes, StatefulSet set)
    {
        set.PodTemplate.Spec.Containers[0].VolumeMounts.Add(new() { Name = Volume, MountPath = NodeVolume.Directory });
        var claim = new PersistentVolumeClaim { Metadata = { Name = Volume } };
        claim.Spec.AccessModes.Add("ReadWriteOnce");
        claim.Spec.Resources.Requests.Add("storage", kubernetes.Parent.DefaultStorageSize);
        if (kubernetes.Parent.DefaultStorageClassName is { Length: > 0 } storageClass)
            claim.Spec.StorageClassName = storageClass;
        set.Spec.VolumeClaimTemplates.Add(claim);
    }
}
