using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaAspire.Contracts;
using KafkaAspire.Standalone.Audit;

namespace KafkaAspire.Standalone.Brokers;

/// <summary>End offsets of topics, and how far the consumer group has settled the topic <c>transactions</c>: read from the brokers, not from the services.</summary>
internal sealed class GroupOffsets : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly IAdminClient _admin;
    private readonly IReadOnlyList<TopicSpec> _topics;

    /// <param name="bootstrapServers">The brokers.</param>
    /// <param name="topics">The app's topics with the partitions that they have there.</param>
    public GroupOffsets(string bootstrapServers, IReadOnlyList<TopicSpec> topics)
    {
        _topics = topics;
        _consumer = KafkaClients.Consumer(bootstrapServers);
        _admin = new DependentAdminClientBuilder(_consumer.Handle).Build();
    }

    /// <summary>The end offset of each partition of the app's topics.</summary>
    /// <exception cref="KafkaException">The brokers, or one partition's leader, do not answer.</exception>
    public async Task<TopicEnds> ReadEndsAsync()
    {
        var specs = _topics.SelectMany(Partitions).Select(partition => new TopicPartitionOffsetSpec { TopicPartition = partition, OffsetSpec = OffsetSpec.Latest() });
        try
        {
            var result = await _admin.ListOffsetsAsync(specs, new ListOffsetsOptions { RequestTimeout = Patience, IsolationLevel = IsolationLevel.ReadUncommitted });
            return new(result.ResultInfos.ConvertAll(info => Known(info.TopicPartitionOffsetError)));
        }
        catch (KafkaException)
        {
            // A leader that has led before and leads again refuses the epoch that the client remembers, and by itself the client asks only every few
            // minutes who leads: the next try is to know it.
            await Task.Run(() => _topics.Select(topic => _admin.GetMetadata(topic.Name, Patience)).ToList());
            throw;
        }
    }

    // While a leader moves, the client may hand out an offset below zero without a word of error: an end that is not known is no end.
    private static TopicPartitionOffset Known(TopicPartitionOffsetError end) => end.Offset.Value >= 0
        ? end.TopicPartitionOffset
        : throw new KafkaException(new Error(ErrorCode.LeaderNotAvailable, $"the end of {end.TopicPartition} is not known"));

    /// <summary>The next offset of the group on each partition of <c>transactions</c>; 0 where it has committed none.</summary>
    /// <exception cref="KafkaException">The group's coordinator does not answer.</exception>
    public async Task<IReadOnlyDictionary<int, long>> ReadSettledAsync()
    {
        var committed = await Task.Run(() => _consumer.Committed(Partitions(_topics.Single(topic => topic.Name == Topics.Transactions.Name)), Patience));
        return committed.ToDictionary(position => position.Partition.Value, position => Math.Max(0, position.Offset.Value));
    }

    private static IEnumerable<TopicPartition> Partitions(TopicSpec topic) =>
        Enumerable.Range(0, topic.Partitions).Select(partition => new TopicPartition(topic.Name, partition));

    public void Dispose()
    {
        _admin.Dispose();
        _consumer.Dispose();
    }
}

/// <summary>The end offsets of the app's topics at one moment.</summary>
internal sealed record TopicEnds(IReadOnlyList<TopicPartitionOffset> All)
{
    public IReadOnlyDictionary<int, long> Of(TopicSpec topic) =>
        All.Where(end => end.Topic == topic.Name).ToDictionary(end => end.Partition.Value, end => end.Offset.Value);

    public IReadOnlyList<TopicPartitionOffset> PositionsOf(TopicSpec topic) => [.. All.Where(end => end.Topic == topic.Name)];

    /// <summary>Where topics begin that were made for this run.</summary>
    public static TopicEnds Empty(IEnumerable<TopicSpec> topics) => new([.. topics.SelectMany(topic =>
        Enumerable.Range(0, topic.Partitions).Select(partition => new TopicPartitionOffset(topic.Name, partition, 0)))]);
}
