using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace KafkaAspire.Hosting.Health;

/// <summary>Registers the health checks of a cluster, its brokers and its topics, all on one client.</summary>
internal static class ClusterHealth
{
    /// <summary>How long a check waits for an answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void Add(IResourceBuilder<KafkaClusterResource> builder)
    {
        var cluster = builder.Resource;
        Register(builder, $"{cluster.Name}_cluster", services => new ClusterHealthCheck(Client(services, cluster), cluster));
    }

    public static void Add(IResourceBuilder<KafkaTopicResource> builder)
    {
        var topic = builder.Resource;
        Register(builder, $"{topic.Name}_topic", services => new TopicHealthCheck(Client(services, topic.Parent), topic));
    }

    /// <summary>Puts a check in the place of Aspire's own, which writes a message to a topic with each probe.</summary>
    public static void Replace(IResourceBuilder<KafkaServerResource> broker, KafkaClusterResource cluster, int brokerId)
    {
        foreach (var own in broker.Resource.Annotations.OfType<HealthCheckAnnotation>().ToList())
        {
            broker.Resource.Annotations.Remove(own);
            broker.ApplicationBuilder.Services.Configure<HealthCheckServiceOptions>(options =>
            {
                foreach (var registration in options.Registrations.Where(r => r.Name == own.Key).ToList())
                    options.Registrations.Remove(registration);
            });
        }
        broker.ApplicationBuilder.Services.AddKeyedSingleton(cluster.Name, (services, _) => new ClusterClient(cluster, services.GetRequiredService<ILoggerFactory>()));
        Register(broker, $"{broker.Resource.Name}_broker", services => new BrokerHealthCheck(Client(services, cluster), brokerId));
    }

    /// <summary>The cluster's one client.</summary>
    public static ClusterClient Client(IServiceProvider services, KafkaClusterResource cluster) => services.GetRequiredKeyedService<ClusterClient>(cluster.Name);

    private static void Register<T>(IResourceBuilder<T> builder, string key, Func<IServiceProvider, IHealthCheck> check) where T : IResource
    {
        builder.ApplicationBuilder.Services.AddHealthChecks().Add(new(key, check, failureStatus: null, tags: null));
        builder.WithHealthCheck(key);
    }
}
