using Aspire.Hosting.ApplicationModel;
using KafkaAspire.Hosting.Commands;
using KafkaAspire.Hosting.Health;
using KafkaAspire.Hosting.Topics;

namespace Aspire.Hosting;

/// <summary>Declares topics.</summary>
public static class KafkaTopicExtensions
{
    /// <summary>
    /// Declares a topic. It exists before any resource that refers to the cluster starts, in run mode and in every deployment: it is created, or given more
    /// partitions, and never shrunk or deleted.
    /// </summary>
    /// <param name="builder">The cluster.</param>
    /// <param name="name">The topic's name: letters, digits, <c>.</c>, <c>_</c> and <c>-</c>.</param>
    /// <param name="partitions">How many partitions it has at least.</param>
    /// <param name="configure">Retention, cleanup policy and other settings.</param>
    /// <returns>The cluster.</returns>
    /// <exception cref="ArgumentException">Kafka does not allow the name.</exception>
    /// <exception cref="DistributedApplicationException">The topic is declared twice, differently.</exception>
    public static IResourceBuilder<KafkaClusterResource> WithTopic(
        this IResourceBuilder<KafkaClusterResource> builder, string name, int partitions = 1, Action<KafkaTopicResource>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        TopicName.Check(name);

        var cluster = builder.Resource;
        var topic = new KafkaTopicResource(TopicName.ToResourceName(cluster.Name, name), name, partitions, cluster);
        configure?.Invoke(topic);
        if (cluster.Topics.FirstOrDefault(t => t.TopicName == name) is { } other)
        {
            if (other.Declaration.ToString() != topic.Declaration.ToString())
                throw new DistributedApplicationException($"topic {name} of {cluster.Name} is declared twice: with {other.Declaration}, and with {topic.Declaration}");
            return builder;
        }

        cluster.Add(topic);
        TopicJob.Ensure(builder);
        var resource = builder.ApplicationBuilder.AddResource(topic)
            .WithIconName("TextBulletListSquare")
            .WithInitialState(new()
            {
                ResourceType = "KafkaTopic",
                State = KnownResourceStates.NotStarted,
                Properties = [new("Topic", name), new("Declared", topic.Declaration.ToString())],
            })
            .ExcludeFromManifest()
            .OnInitializeResource((_, @event, cancellation) => ClusterLifecycle.RunAsync(topic, @event, cancellation));
        if (cluster.TopicJob is { } job)
            resource.WaitForCompletion(builder.ApplicationBuilder.CreateResourceBuilder(job));
        ClusterHealth.Add(resource);
        TopicCommands.Add(resource);
        return builder;
    }
}
