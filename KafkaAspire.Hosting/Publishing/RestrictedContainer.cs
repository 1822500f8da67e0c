using Aspire.Hosting.Kubernetes.Resources;
using ComposeService = Aspire.Hosting.Docker.Resources.ComposeNodes.Service;

namespace KafkaAspire.Hosting.Publishing;

/// <summary>
/// A container that can change nothing but <c>/tmp</c> and gain nothing. What Kubernetes' Pod Security Standards ask of a container in their Restricted
/// profile, and a read-only root.
/// </summary>
internal static class RestrictedContainer
{
    private const string Writable = "/tmp";
    private const string Volume = "tmp";

    public static void Restrict(ComposeService service)
    {
        service.ReadOnly = true;
        service.Tmpfs.Add(Writable);
        service.CapDrop.Add("ALL");
        service.SecurityOpt.Add("no-new-privileges:true");
    }

    public static void Restrict(PodSpecV1 pod)
    {
        pod.Volumes.Add(new() { Name = Volume, EmptyDir = new() });
        var container = pod.Containers[0];
        container.VolumeMounts.Add(new() { Name = Volume, MountPath = Writable });
        container.SecurityContext = new()
        {
            ReadOnlyRootFilesystem = true,
            RunAsNonRoot = true,
            AllowPrivilegeEscalation = false,
            Capabilities = new() { Drop = { "ALL" } },
            SeccompProfile = new() { Type = "RuntimeDefault" },
        };
    }
}
