using Aspire.Hosting.ApplicationModel;
using KafkaAspire.Hosting.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <summary>Uses clusters that run elsewhere.</summary>
public static class KafkaExternalClusterExtensions
{
    /// <summary>
    /// Uses a cluster that runs elsewhere: <c>ConnectionStrings:NAME</c> lists its brokers, as with <c>AddConnectionString(name)</c>. Nothing is started. Its topics are
    /// its owner's: whoever waits for the cluster waits until the declared ones are there with their partitions, and the cluster's health says what is missing.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name, thus the name of the connection.</param>
    /// <returns>The cluster, to declare topics and more.</returns>
    public static IResourceBuilder<KafkaClusterResource> AddExternalKafkaCluster(this IDistributedApplicationBuilder builder, [ResourceName] string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var brokers = builder.AddParameterFromConfiguration($"{name}-brokers", $"ConnectionStrings:{name}")
            .WithDescription($"The brokers of the Kafka cluster {name}: HOST:PORT,HOST:PORT,…");
        var cluster = new KafkaClusterResource(name) { External = ReferenceExpression.Create($"{brokers.Resource}") };
        cluster.Addresses = new(cluster, builder.ExecutionContext);
        builder.Services.AddKeyedSingleton(name, (services, _) => new ClusterClient(cluster, services.GetRequiredService<ILoggerFactory>()));
        var resource = builder.AddResource(cluster);
        ClusterLifecycle.Attach(resource);
        return resource;
    }
}
