using Aspire.Hosting.Kubernetes.Resources;

namespace KafkaAspire.Hosting.Publishing;

/// <summary>A ScaledObject of KEDA; see https://keda.sh/docs/latest/reference/scaledobject-spec/.</summary>
internal sealed class ScaledObject() : BaseKubernetesResource("keda.sh/v1alpha1", "ScaledObject")
{
    public ScaledObjectSpec Spec { get; set; } = new();
}

/// <summary>What is scaled, between which bounds, by what.</summary>
internal sealed class ScaledObjectSpec
{
    public ScaleTarget ScaleTargetRef { get; set; } = new();

    public int MinReplicaCount { get; set; }

    public int MaxReplicaCount { get; set; }

    public List<ScaleTrigger> Triggers { get; } = [];
}

/// <summary>The deployment.</summary>
internal sealed class ScaleTarget
{
    public string Name { get; set; } = "";
}

/// <summary>A scaler and its settings.</summary>
internal sealed class ScaleTrigger
{
    public string Type { get; set; } = "";

    public Dictionary<string, string> Metadata { get; } = [];
}
