using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Explorer.Service.Reading;

/// <summary>Which log a topic is now, and its partitions.</summary>
/// <param name="Id">The topic's id (KIP-516), or the cluster's where brokers know none: what consumers write beside their offsets.</param>
/// <param name="Partitions">The partitions' numbers.</param>
internal sealed record TopicLog(string Id, IReadOnlyList<int> Partitions)
{
    /// <summary>Asks the cluster; null if there is no such topic.</summary>
    /// <exception cref="KafkaException">No broker answers.</exception>
    public static async Task<TopicLog?> FindAsync(IAdminClient admin, string topic, TimeSpan timeout)
    {
        try
        {
            var found = (await admin.DescribeTopicsAsync(TopicCollection.OfTopicNames([topic]), new() { RequestTimeout = timeout })).TopicDescriptions[0];
            string id = found.TopicId.MostSignificantBits == 0 && found.TopicId.LeastSignificantBits == 0
                ? (await admin.DescribeClusterAsync(new() { RequestTimeout = timeout })).ClusterId
                : found.TopicId.ToString();
            return new(id, [.. found.Partitions.Select(partition => partition.Partition)]);
        }
        catch (DescribeTopicsException e) when (e.Results.TopicDescriptions is [{ Error.Code: ErrorCode.UnknownTopicOrPart }])
        {
            return null;
        }
        catch (DescribeTopicsException e) when (e.Results.TopicDescriptions is [{ Error: { IsError: true } error }])
        {
            // The exception itself says only that there is one.
            throw new KafkaException(error, e);
        }
    }

    /// <summary>Where partitions begin and end, transactions that are still open left out. Those that nobody leads are not in it.</summary>
    /// <exception cref="KafkaException">No broker answers.</exception>
    public static async Task<IReadOnlyDictionary<int, LogRange>> FindRangesAsync(IAdminClient admin, string topic, IEnumerable<int> partitions, TimeSpan timeout)
    {
        var all = partitions.Select(partition => new TopicPartition(topic, partition)).ToList();
        var first = await FindAsync(admin, all, OffsetSpec.Earliest(), timeout);
        var end = await FindAsync(admin, all, OffsetSpec.Latest(), timeout);
        return first.Keys.Intersect(end.Keys).ToDictionary(partition => partition, partition => new LogRange(first[partition], end[partition]));
    }

    private static async Task<Dictionary<int, long>> FindAsync(IAdminClient admin, List<TopicPartition> partitions, OffsetSpec which, TimeSpan timeout)
    {
        List<ListOffsetsResultInfo> answers;
        try
        {
            answers = (await admin.ListOffsetsAsync(
                partitions.Select(partition => new TopicPartitionOffsetSpec { TopicPartition = partition, OffsetSpec = which }),
                new() { RequestTimeout = timeout, IsolationLevel = IsolationLevel.ReadCommitted })).ResultInfos;
        }
        catch (ListOffsetsException e)
        {
            answers = e.Result.ResultInfos;
        }
        // Below zero it is none: so the client answers while a leader moves.
        return answers.Select(answer => answer.TopicPartitionOffsetError).Where(answer => !answer.Error.IsError && answer.Offset.Value >= 0)
            .ToDictionary(answer => answer.Partition.Value, answer => answer.Offset.Value);
    }
}

/// <summary>Where a partition's log begins and ends.</summary>
/// <param name="First">The first offset that it still has.</param>
/// <param name="End">One past the last offset that readers of committed records can see.</param>
internal readonly record struct LogRange(long First, long End);
