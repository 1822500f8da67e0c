using Confluent.Kafka;
using Explorer.Service.Cluster.Wire;

namespace Explorer.Service.Cluster;

/// <summary>
/// Asks every leader for the offsets of its partitions: two requests each, however many partitions there are. A broker that hangs then costs
/// its own partitions' figures and no other's.
/// </summary>
/// <param name="round">The brokers' lines for it.</param>
internal sealed class OffsetScan(BrokerRound<IReadOnlyDictionary<TopicPartition, LogRange>> round)
{
    /// <summary>Asks the leaders.</summary>
    /// <param name="metadata">Who leads what.</param>
    public async Task<LogOffsets> AskAsync(Metadata metadata)
    {
        var all = (from topic in metadata.Topics
                   from partition in topic.Partitions
                   select (Key: new TopicPartition(topic.Topic, partition.PartitionId), partition.Leader)).ToList();
        var byLeader = all.ToLookup(partition => partition.Leader, partition => partition.Key);
        var answers = await round.AskAsync(
            metadata.Brokers.Where(broker => byLeader.Contains(broker.BrokerId)),
            (broker, line, deadline) => AskAsync(line, [.. byLeader[broker.BrokerId]], round.Time, deadline));
        var told = answers.ToDictionary(answer => answer.Broker);
        return new(all.ToDictionary(partition => partition.Key, partition => Range(partition.Key, told.GetValueOrDefault(partition.Leader))));
    }

    private static LogRange Range(TopicPartition partition, BrokerAnswer<IReadOnlyDictionary<TopicPartition, LogRange>>? answer) =>
        answer?.Value is { } told && told.TryGetValue(partition, out var range) ? range : new(null, null, default, answer?.Trouble ?? "no leader");

    private static async Task<IReadOnlyDictionary<TopicPartition, LogRange>> AskAsync(
        BrokerLine line, IReadOnlyList<TopicPartition> partitions, TimeProvider time, CancellationToken deadline)
    {
        var first = await ListedOffsets.AskAsync(line, partitions, ListedOffsets.Earliest, deadline);
        var end = await ListedOffsets.AskAsync(line, partitions, ListedOffsets.Latest, deadline);
        var now = time.GetUtcNow();
        return partitions.ToDictionary(partition => partition, partition => Range(Of(first, partition), Of(end, partition), now));
    }

    private static ListedOffset? Of(IReadOnlyDictionary<TopicPartition, ListedOffset> answer, TopicPartition partition) =>
        answer.TryGetValue(partition, out var told) ? told : null;

    private static LogRange Range(ListedOffset? first, ListedOffset? end, DateTimeOffset now) =>
        new(first?.Offset, end?.Offset, now, (first?.Error, end?.Error) switch
        {
            (ErrorCode.NoError, ErrorCode.NoError) => null,
            (ErrorCode.NoError, { } error) => error.GetReason(),
            ({ } error, _) => error.GetReason(),
            _ => "its leader did not name it",
        });
}
