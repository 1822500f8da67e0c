using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Docker;
using Aspire.Hosting.Kubernetes;
using KafkaAspire.Hosting.Publishing;

namespace Aspire.Hosting;

/// <summary>What a container may do in deployments.</summary>
public static class RestrictedContainerExtensions
{
    /// <summary>
    /// Lets a container, in deployments, write to <c>/tmp</c> only and gain no privileges: a read-only root, no capabilities, no new privileges; on Kubernetes
    /// also the runtime's default seccomp profile, and a user other than root (Pod Security Standards, Restricted).
    /// </summary>
    /// <param name="builder">A project or container that keeps nothing in its file system, and whose image names its user by a number, as .NET's images do.</param>
    public static IResourceBuilder<T> WithRestrictedContainer<T>(this IResourceBuilder<T> builder) where T : IComputeResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
            builder.ApplicationBuilder.Eventing.Subscribe<BeforeStartEvent>((@event, _) =>
            {
                if (@event.Model.Resources.OfType<DockerComposeEnvironmentResource>().Any())
                    builder.PublishAsDockerComposeService((_, service) => RestrictedContainer.Restrict(service));
                if (@event.Model.Resources.OfType<KubernetesEnvironmentResource>().Any())
                    builder.PublishAsKubernetesService(kubernetes => RestrictedContainer.Restrict(kubernetes.Workload!.PodTemplate.Spec));
                return Task.CompletedTask;
            });
        return builder;
    }
}
