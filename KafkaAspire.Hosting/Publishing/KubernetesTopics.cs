using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;

namespace KafkaAspire.Hosting.Publishing;

/// <summary>
/// The topic job on Kubernetes. Nothing there waits for a job, so the pods of those who refer to the cluster run it as an init container, too: it may run any
/// number of times, at once as well.
/// </summary>
internal static class KubernetesTopics
{
    /// <summary>Makes a job of what would be a deployment that never stops starting it again.</summary>
    public static void RunOnce(KubernetesResource kubernetes)
    {
        var template = kubernetes.Workload!.PodTemplate;
        template.Spec.RestartPolicy = "OnFailure";
        template.Spec.EnableServiceLinks = false;
        kubernetes.Workload = new Job
        {
            Metadata =
            {
                Name = $"{kubernetes.Name}-job",
                Labels = kubernetes.Workload.Metadata.Labels,
                // A job can't be changed, so each release runs a new one.
                Annotations = { ["helm.sh/hook"] = "post-install,post-upgrade", ["helm.sh/hook-delete-policy"] = "before-hook-creation" },
            },
            Spec = { Template = template },
        };
    }

    /// <summary>Lets a client's pod run the job before anything else.</summary>
    public static void RunBefore(KubernetesResource client, ContainerResource job)
    {
        if (job.GetDeploymentTargetAnnotation(client.Parent)?.DeploymentTarget is KubernetesResource { Workload: { } workload })
            client.Workload!.PodTemplate.Spec.InitContainers.Add(workload.PodTemplate.Spec.Containers[0]);
    }
}
