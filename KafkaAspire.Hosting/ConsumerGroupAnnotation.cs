using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Says that a resource's replicas share a topic as one consumer group.</summary>
internal sealed class ConsumerGroupAnnotation(IResource consumer, KafkaClusterResource cluster, string topic, string group, long lagPerReplica) : IResourceAnnotation
{
    public IResource Consumer => consumer;

    public KafkaClusterResource Cluster => cluster;

    public string Group => group;

    /// <summary>The lag, in records, for which one replica is enough.</summary>
    public long LagPerReplica => lagPerReplica;

    public string TopicName => topic;

    /// <summary>The topic; null when it is not declared.</summary>
    public KafkaTopicResource? Topic => cluster.Topics.FirstOrDefault(t => t.TopicName == topic);
}
