using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace KafkaAspire.LocalCluster;

/// <summary>Creates the declared topics.</summary>
internal static class TopicSetup
{
    // A broker that is short of time fails with these, and succeeds a moment later.
    private static readonly ErrorCode[] Passing = [ErrorCode.Unknown, ErrorCode.RequestTimedOut, ErrorCode.NotController];
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private const int Attempts = 10;

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
        for (int attempt = 1; await TryCreateAsync(client, topics, attempt == Attempts, cancellationToken) is false; attempt++)
            await Task.Delay(Pause, cancellationToken);
    }

    private static async Task<bool> TryCreateAsync(IAdminClient client, TopicSpecification[] topics, bool isLast, CancellationToken cancellationToken)
    {
        try
        {
            await client.CreateTopicsAsync(topics).WaitAsync(cancellationToken);
            return true;
        }
        catch (CreateTopicsException exception)
        {
            // Data that was kept has its topics already.
            if (exception.Results.Find(result => result.Error.IsError && result.Error.Code != ErrorCode.TopicAlreadyExists) is not { } refused)
                return true;
            return !isLast && Passing.Contains(refused.Error.Code)
                ? false
                : throw new LocalClusterException($"topic '{refused.Topic}' cannot be created: {refused.Error.Reason}", exception);
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
