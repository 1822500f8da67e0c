using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace KafkaAspire.Explorer.Cluster;

/// <summary>
/// What consumer groups have committed: one request a group, a few at a time. The requests go through a consumer's handle, which never
/// subscribes and so never joins: with an admin client's own handle librdkafka 2.16.0 follows a null pointer, and the process dies, when the
/// coordinator has just moved (confluentinc/librdkafka 5040).
/// </summary>
internal sealed class CommittedOffsets : IDisposable
{
    private const int AtOnce = 8;

    // Made when there is a group to ask for: until then the cluster need not make itself a topic for the offsets.
    private readonly Lazy<IConsumer<Ignore, Ignore>> _consumer;
    private readonly Lazy<IAdminClient> _admin;

    public CommittedOffsets(ConsumerConfig config, Action<LogMessage> log)
    {
        IsPlain = config.SecurityProtocol is null or SecurityProtocol.Plaintext;
        _consumer = new(() => new ConsumerBuilder<Ignore, Ignore>(config)
            .SetLogHandler((_, message) => log(message))
            // Errors are told by the requests that fail; this handler keeps them from piling up in the queue.
            .SetErrorHandler((_, _) => { })
            .Build());
        _admin = new(() => new DependentAdminClientBuilder(_consumer.Value.Handle).Build());
    }

    /// <summary>Whether the brokers are talked to in plain text.</summary>
    public bool IsPlain { get; }

    /// <summary>Asks for every group.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="partitions">The partitions to ask for; null for all that a group has committed.</param>
    /// <param name="timeout">How long one request may take.</param>
    public async Task<IReadOnlyDictionary<string, Commits>> AskAsync(IEnumerable<string> groups, List<TopicPartition>? partitions, TimeSpan timeout)
    {
        var answers = new Dictionary<string, Commits>();
        var asked = groups.ToList();
        if (asked.Count == 0)
            return answers;
        // Serves the consumer's queue, where the error handler's events wait.
        _consumer.Value.Consume(TimeSpan.Zero);
        await Parallel.ForEachAsync(asked, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (group, _) =>
        {
            var commits = await AskAsync(group, partitions, timeout);
            lock (answers)
                answers[group] = commits;
        });
        return answers;
    }

    private async Task<Commits> AskAsync(string group, List<TopicPartition>? partitions, TimeSpan timeout)
    {
        try
        {
            var answer = await _admin.Value.ListConsumerGroupOffsetsAsync(
                [new ConsumerGroupTopicPartitions(group, partitions)], new ListConsumerGroupOffsetsOptions { RequestTimeout = timeout });
            return Commits.From(answer[0].Partitions);
        }
        catch (ListConsumerGroupOffsetsException e) when (e.Results is [{ Error.IsError: false } report])
        {
            return Commits.From(report.Partitions);
        }
        catch (KafkaException e)
        {
            return new([], $"its committed offsets are missing: {e.Error.Reason}");
        }
    }

    public void Dispose()
    {
        if (_admin.IsValueCreated)
            _admin.Value.Dispose();
        if (_consumer.IsValueCreated)
            _consumer.Value.Dispose();
    }
}

/// <summary>What one group has committed.</summary>
/// <param name="Offsets">The next offset to read, of each partition that has one.</param>
/// <param name="Trouble">Why they are missing; null if they are not.</param>
internal sealed record Commits(IReadOnlyDictionary<TopicPartition, long> Offsets, string? Trouble)
{
    public Commits(IEnumerable<KeyValuePair<TopicPartition, long>> offsets, string? trouble) : this(new Dictionary<TopicPartition, long>(offsets), trouble) { }

    public static Commits From(IEnumerable<TopicPartitionOffsetError> partitions)
    {
        var all = partitions.ToList();
        var failed = all.FirstOrDefault(partition => partition.Error.IsError);
        return new(
            all.Where(partition => !partition.Error.IsError && partition.Offset.Value >= 0).ToDictionary(partition => partition.TopicPartition, partition => partition.Offset.Value),
            failed is null ? null : $"some committed offsets are missing: {failed.Error.Reason}");
    }
}
