using Aspire.Hosting.Kubernetes.Resources;

namespace KafkaAspire.Hosting.Publishing;

/// <summary>A Kubernetes Job, which Aspire's resources lack.</summary>
internal sealed class Job() : Workload("batch/v1", "Job")
{
    public JobSpec Spec { get; set; } = new();

    public override PodTemplateSpecV1 PodTemplate => Spec.Template;
}

/// <summary>See https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/#JobSpec.</summary>
internal sealed class JobSpec
{
    public int BackoffLimit { get; set; } = 10;

    public PodTemplateSpecV1 Template { get; set; } = new();
}
