using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Docker;
using Aspire.Hosting.Docker.Resources.ServiceNodes;
using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.Kubernetes.Resources;

namespace KafkaAspire.Hosting.Publishing;

/// <summary>A container's health as the exit code of a command inside it.</summary>
internal static class CommandHealth
{
    public static void Add(IDistributedApplicationBuilder application, DistributedApplicationModel model, ContainerResource container, string[] command)
    {
        var builder = application.CreateResourceBuilder(container);
        if (model.Resources.OfType<DockerComposeEnvironmentResource>().Any())
        {
            builder.PublishAsDockerComposeService((_, service) => service.Healthcheck = Compose(command));
            foreach (var waiting in model.Resources.OfType<IComputeResource>().Where(r => WaitsFor(r, container)))
                application.CreateResourceBuilder(waiting).PublishAsDockerComposeService((_, service) =>
                    service.DependsOn[container.Name.ToLowerInvariant()] = new() { Condition = "service_healthy" });
        }
        if (model.Resources.OfType<KubernetesEnvironmentResource>().Any())
            builder.PublishAsKubernetesService(kubernetes => kubernetes.Workload!.PodTemplate.Spec.Containers[0].ReadinessProbe = Probe(command));
    }

    /// <summary>A health check of Docker Compose that gives a container a minute to start.</summary>
    public static Healthcheck Compose(IEnumerable<string> command) => new()
    {
        Test = ["CMD", .. command],
        Interval = "5s",
        Timeout = "5s",
        Retries = 12,
        StartPeriod = "20s",
    };

    private static bool WaitsFor(IResource resource, IResource container) =>
        resource.Annotations.OfType<WaitAnnotation>().Any(w => w.Resource == container && w.WaitType == WaitType.WaitUntilHealthy);

    private static ProbeV1 Probe(string[] command)
    {
        var probe = new ProbeV1 { Exec = new(), PeriodSeconds = 5, TimeoutSeconds = 5, FailureThreshold = 3 };
        probe.Exec.Command.AddRange(command);
        return probe;
    }
}
