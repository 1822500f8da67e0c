using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace KafkaAspire.LocalCluster;

/// <summary>Creates the declared topics.</summary>
internal static class TopicSetup
{
    /// <summary>Creates each declared topic that is not there.</summary>
    /// <exception cref="LocalClusterException">A topic is there with another number of partitions, or Kafka refuses it.</exception>
    public static async Task CreateAsync(IAdminClient client, ProcessClusterOptions options, CancellationToken cancellationToken)
    {
        TopicSpecification[] topics =
        [
            .. options.Topics.Select(topic => Declared(topic, options.Brokers)),
            .. options.Metadata == MetadataStore.ZooKeeper ? InternalTopics.For(options.Brokers) : [],
        ];
        if (topics.Length == 0)
            return;
        try
        {
            await client.CreateTopicsAsync(topics).WaitAsync(cancellationToken);
        }
        catch (CreateTopicsException exception)
        {
            // Data that was kept has its topics already.
            if (exception.Results.Find(result => result.Error.IsError && result.Error.Code != ErrorCode.TopicAlreadyExists) is { } refused)
                throw new LocalClusterException($"topic '{refused.Topic}' cannot be created: {refused.Error.Reason}", exception);
        }
    }

    private static TopicSpecification Declared(TopicDeclaration topic, int brokers) => new()
    {
        Name = topic.Name,
        NumPartitions = topic.Partitions,
        ReplicationFactor = (short)Replication.Factor(brokers),
        Configs = new Dictionary<string, string> { ["min.insync.replicas"] = $"{Replication.MinimumInSync(brokers)}" },
    };

    /// <summary>Whether every partition of every declared topic has a leader.</summary>
    /// <exception cref="LocalClusterException">A topic has another number of partitions than was declared.</exception>
    public static bool AllLed(Metadata metadata, IReadOnlyList<TopicDeclaration> topics) => topics.All(topic => IsLed(metadata, topic));

    private static bool IsLed(Metadata metadata, TopicDeclaration topic)
    {
        TopicMetadata? known = metadata.Topics.Find(other => other.Topic == topic.Name);
        if (known is null || known.Error.IsError || known.Partitions.Count == 0)
            return false;
        if (known.Partitions.Count != topic.Partitions)
            throw new LocalClusterException($"topic '{topic.Name}' is there with {known.Partitions.Count} partitions, not {topic.Partitions}");
        return known.Partitions.TrueForAll(partition => partition.Leader > 0);
    }
}
