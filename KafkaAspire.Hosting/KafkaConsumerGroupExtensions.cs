using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <summary>Says who consumes what.</summary>
public static class KafkaConsumerGroupExtensions
{
    /// <summary>
    /// Says that the replicas of a resource share a topic as one consumer group. More replicas than the topic has partitions are a warning at start, since the
    /// excess has nothing to do. On Kubernetes, KEDA adds replicas by the group's lag, up to one per partition.
    /// </summary>
    /// <param name="builder">The consumer.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="topic">The topic's name, as it is declared.</param>
    /// <param name="group">The consumer group.</param>
    /// <param name="lagPerReplica">The lag, in records, for which one replica is enough.</param>
    /// <returns>The consumer.</returns>
    public static IResourceBuilder<T> WithConsumerGroup<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<KafkaClusterResource> cluster, string topic, string group, long lagPerReplica = 10_000)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentException.ThrowIfNullOrEmpty(group);
        ArgumentOutOfRangeException.ThrowIfLessThan(lagPerReplica, 1);

        var consumer = new ConsumerGroupAnnotation(builder.Resource, cluster.Resource, topic, group, lagPerReplica);
        builder.ApplicationBuilder.Eventing.Subscribe<BeforeStartEvent>((@event, _) =>
        {
            Warn(@event.Services.GetRequiredService<ResourceLoggerService>().GetLogger(builder.Resource), consumer);
            Warn(@event.Services.GetRequiredService<ILoggerFactory>().CreateLogger("KafkaAspire.Hosting"), consumer);
            return Task.CompletedTask;
        });
        return builder.WithAnnotation(consumer);
    }

    private static void Warn(ILogger logger, ConsumerGroupAnnotation consumer)
    {
        int replicas = consumer.Consumer.GetReplicaCount();
        if (consumer.Topic is not { } topic)
            logger.LogWarning("{Consumer} consumes topic {Topic}, which {Cluster} does not declare", consumer.Consumer.Name, consumer.TopicName, consumer.Cluster.Name);
        else if (replicas > topic.Partitions)
            logger.LogWarning(
                "{Consumer} has {Replicas} replicas, topic {Topic} has {Partitions} partitions: {Idle} of the replicas will have nothing to do",
                consumer.Consumer.Name, replicas, topic.TopicName, topic.Partitions, replicas - topic.Partitions);
    }
}
