using Aspire.Hosting.ApplicationModel;
using KafkaAspire.Hosting.Publishing;

namespace Aspire.Hosting;

/// <summary>Health of containers in deployments, which Aspire's own health checks never reach.</summary>
public static class DeploymentHealthExtensions
{
    /// <summary>
    /// Gives a container a health check in deployments: a command inside it that ends with 0 while the container is well. In a Docker Compose file, whoever waits for the
    /// container to be healthy does so there, too; on Kubernetes it is the readiness probe.
    /// </summary>
    /// <param name="builder">The container.</param>
    /// <param name="command">The program and its arguments, for example <c>pg_isready</c>, <c>-U</c>, <c>postgres</c>.</param>
    public static IResourceBuilder<T> WithDeploymentHealthCheck<T>(this IResourceBuilder<T> builder, params string[] command) where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfZero(command.Length);
        if (builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
            builder.ApplicationBuilder.Eventing.Subscribe<BeforeStartEvent>((@event, _) =>
            {
                CommandHealth.Add(builder.ApplicationBuilder, @event.Model, builder.Resource, command);
                return Task.CompletedTask;
            });
        return builder;
    }
}
