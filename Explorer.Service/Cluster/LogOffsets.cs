using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Explorer.Service.Cluster;

/// <summary>
/// First and end offset of every partition. Asked leader by leader, two requests each, however many partitions there are: a broker that hangs
/// then costs its own partitions' figures and no other's.
/// </summary>
internal sealed class LogOffsets
{
    private readonly Dictionary<TopicPartition, long> _first = [];
    private readonly Dictionary<TopicPartition, long> _end = [];
    private readonly Dictionary<TopicPartition, string> _troubles = [];

    public long? First(TopicPartition partition) => _first.TryGetValue(partition, out long offset) ? offset : null;

    public long? End(TopicPartition partition) => _end.TryGetValue(partition, out long offset) ? offset : null;

    public string Trouble(TopicPartition partition) => _troubles.GetValueOrDefault(partition) ?? "the leader did not answer";

    /// <summary>What to say above the topics when offsets are missing; null if none is.</summary>
    public string? Summary => _troubles.Count == 0 ? null
        : $"The offsets of {_troubles.Count} partition{(_troubles.Count == 1 ? " is" : "s are")} missing: {string.Join("; ", _troubles.Values.Distinct().Take(3))}.";

    public static async Task<LogOffsets> AskAsync(IAdminClient admin, Metadata metadata, TimeSpan timeout)
    {
        var offsets = new LogOffsets();
        var byLeader =
            from topic in metadata.Topics
            from partition in topic.Partitions
            where partition.Leader >= 0
            group new TopicPartition(topic.Topic, partition.PartitionId) by partition.Leader;
        var leaders = byLeader.Select(leader => (Id: leader.Key, Partitions: leader.ToList())).ToList();
        await Task.WhenAll(leaders.SelectMany(leader => new[]
        {
            offsets.AskAsync(admin, leader.Id, leader.Partitions, OffsetSpec.Earliest(), offsets._first, timeout),
            offsets.AskAsync(admin, leader.Id, leader.Partitions, OffsetSpec.Latest(), offsets._end, timeout),
        }));
        return offsets;
    }

    private async Task AskAsync(
        IAdminClient admin, int leader, List<TopicPartition> partitions, OffsetSpec which, Dictionary<TopicPartition, long> into, TimeSpan timeout)
    {
        try
        {
            var answer = await admin.ListOffsetsAsync(
                partitions.Select(partition => new TopicPartitionOffsetSpec { TopicPartition = partition, OffsetSpec = which }),
                new ListOffsetsOptions { RequestTimeout = timeout });
            Take(answer.ResultInfos, into);
        }
        catch (ListOffsetsException e)
        {
            Take(e.Result.ResultInfos, into);
        }
        catch (KafkaException e)
        {
            lock (_troubles)
                foreach (var partition in partitions)
                    _troubles[partition] = $"broker {leader} did not answer ({e.Error.Reason})";
        }
    }

    private void Take(List<ListOffsetsResultInfo> answers, Dictionary<TopicPartition, long> into)
    {
        lock (_troubles)
        {
            foreach (var answer in answers.Select(info => info.TopicPartitionOffsetError))
            {
                if (answer.Error.IsError)
                    _troubles[answer.TopicPartition] = answer.Error.Reason;
                else
                    into[answer.TopicPartition] = answer.Offset.Value;
            }
        }
    }
}
