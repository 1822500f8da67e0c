using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaAspire.Benchmarks.Clusters;
using Polly;

namespace KafkaAspire.Benchmarks.Lag;

/// <summary>Topics and groups as a large cluster has them: each group has committed each partition, and lags on one topic.</summary>
/// <param name="TopicPartitions">All partitions.</param>
/// <param name="GroupIds">All groups.</param>
internal sealed record ManyGroups(IReadOnlyList<TopicPartition> TopicPartitions, IReadOnlyList<string> GroupIds)
{
    public const int Partitions = Topics * PartitionsOfTopic;
    public const int Groups = 100;

    private const int Topics = 100;
    private const int PartitionsOfTopic = 100;
    // A controller takes 10,000 records in one request, a group coordinator what fits into one batch.
    private const int TopicsAtOnce = 20;
    private const int CommitsAtOnce = 2_000;

    // While the first groups' coordinators are being made, each is refused for a while.
    private static readonly ResiliencePipeline Persistence = new ResiliencePipelineBuilder().AddRetry(new()
    {
        ShouldHandle = new PredicateBuilder().Handle<KafkaException>(e => !e.Error.IsFatal),
        MaxRetryAttempts = 120,
        Delay = TimeSpan.FromMilliseconds(500),
    }).Build();

    public static async Task<ManyGroups> CreateAsync(string brokers, Action<string> tell)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = brokers, SocketTimeoutMs = 120_000 }).Build();
        string[] topics = [.. Enumerable.Range(0, Topics).Select(number => $"orders-{number:D3}")];
        tell($"creating {Partitions} partitions");
        foreach (var some in topics.Chunk(TopicsAtOnce))
            await admin.CreateTopicsAsync(
                some.Select(topic => new TopicSpecification { Name = topic, NumPartitions = PartitionsOfTopic, ReplicationFactor = 1 }),
                new() { RequestTimeout = TimeSpan.FromMinutes(2), OperationTimeout = TimeSpan.FromMinutes(2) });
        List<TopicPartition> partitions = [.. topics.SelectMany(topic => Enumerable.Range(0, PartitionsOfTopic).Select(partition => new TopicPartition(topic, partition)))];
        tell("writing a message to each");
        WriteOne(brokers, partitions);
        string[] groups = [.. Enumerable.Range(0, Groups).Select(number => $"group-{number:D2}")];
        tell($"committing them for {Groups} groups");
        Parallel.ForEach(groups, new ParallelOptions { MaxDegreeOfParallelism = 2 }, group =>
            Commit(brokers, group, [.. partitions.Select(partition => new TopicPartitionOffset(partition, partition.Topic == topics[0] ? 0 : 1))]));
        return new(partitions, groups);
    }

    private static void Commit(string brokers, string group, List<TopicPartitionOffset> offsets)
    {
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = brokers, GroupId = group, EnableAutoCommit = false }).Build();
        foreach (var some in offsets.Chunk(CommitsAtOnce))
            Persistence.Execute(() => consumer.Commit(some));
    }

    private static void WriteOne(string brokers, List<TopicPartition> partitions)
    {
        // The first message to a partition makes its files: of so many in a row the answers take longer than the client would wait.
        var config = new ProducerConfig { BootstrapServers = brokers, LingerMs = 50, SocketTimeoutMs = 300_000, TopicMetadataPropagationMaxMs = 300_000 };
        using var producer = new ProducerBuilder<Null, byte[]>(config).Build();
        var answers = new Answers<Null, byte[]>(room: Partitions);
        var value = new byte[20];
        partitions.ForEach(partition =>
        {
            answers.Enter();
            producer.Produce(partition, new() { Value = value }, answers.OnDelivered);
        });
        producer.Flush(CancellationToken.None);
        answers.ThrowIfFailed();
    }
}
