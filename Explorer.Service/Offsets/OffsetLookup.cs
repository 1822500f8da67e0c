using System.Diagnostics;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Explorer.Service.Cluster;

namespace Explorer.Service.Offsets;

/// <summary>
/// Asks the leaders of partitions for offsets: the first, the end, or that of a time. Leader by leader, so that one that hangs costs its own partitions
/// and no other's.
/// </summary>
internal sealed class OffsetLookup(IAdminClient admin, ExplorerOptions options)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks.</summary>
    /// <param name="topic">The topic, as the last scan saw it.</param>
    /// <param name="partitions">Which of its partitions.</param>
    /// <param name="which">Which offset. A time later than the last message has none, which is answered by -1.</param>
    /// <param name="isolation">Whether the end is that of committed records.</param>
    public async Task<FoundOffsets> AskAsync(Topic topic, IEnumerable<int> partitions, OffsetSpec which, IsolationLevel isolation = IsolationLevel.ReadUncommitted)
    {
        var found = new FoundOffsets();
        var wanted = partitions.ToHashSet();
        var leaders = topic.Partitions.Where(partition => wanted.Contains(partition.Id)).ToLookup(partition => partition.Leader, partition => partition.Id);
        await Task.WhenAll(leaders.Select(async led =>
        {
            if (led.Key is not null)
                found.Take(led, await AskLeaderAsync(topic.Name, led, which, isolation));
            else
                found.Miss(led, "no broker leads it");
        }));
        return found;
    }

    // While leaders move, the client hands out offsets that are none, without a word of error: it is asked again.
    private async Task<LeaderAnswer> AskLeaderAsync(string topic, IEnumerable<int> partitions, OffsetSpec which, IsolationLevel isolation)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            var answer = await AskOnceAsync(topic, partitions, which, isolation);
            if (!(answer.IsLeaderless || answer.Infos.Any(info => IsOutdated(info.TopicPartitionOffsetError))) || Stopwatch.GetElapsedTime(start) > options.RequestTimeout)
                return answer;
            await Task.Delay(Pause);
            await RefreshAsync(topic);
        }
    }

    // A leader that has led before and leads again refuses the epoch that the client remembers.
    private static bool IsOutdated(TopicPartitionOffsetError answer) => FoundOffsets.IsUnknown(answer)
        || answer.Error.Code is ErrorCode.NotLeaderForPartition or ErrorCode.FencedLeaderEpoch or ErrorCode.UnknownLeaderEpoch;

    // By itself the client asks anew only every five minutes who leads.
    private async Task RefreshAsync(string topic)
    {
        try
        {
            await Task.Run(() => admin.GetMetadata(topic, options.RequestTimeout));
        }
        catch (KafkaException)
        {
            // The next answer says what is wrong.
        }
    }

    private async Task<LeaderAnswer> AskOnceAsync(string topic, IEnumerable<int> partitions, OffsetSpec which, IsolationLevel isolation)
    {
        try
        {
            var answer = await admin.ListOffsetsAsync(
                partitions.Select(partition => new TopicPartitionOffsetSpec { TopicPartition = new(topic, partition), OffsetSpec = which }),
                new() { RequestTimeout = options.RequestTimeout, IsolationLevel = isolation });
            return new(answer.ResultInfos, null);
        }
        catch (ListOffsetsException e)
        {
            return new(e.Result.ResultInfos, null);
        }
        catch (KafkaException e)
        {
            // A client remembers for minutes that it was not allowed to see a topic, and then knows no leader.
            return new([], e.Error.Reason) { IsLeaderless = e.Error.Code == ErrorCode.Local_NoEnt };
        }
    }
}

/// <summary>What leaders answered.</summary>
/// <param name="Infos">An answer or an error for each partition.</param>
/// <param name="Trouble">Why there is none at all.</param>
internal sealed record LeaderAnswer(IReadOnlyList<ListOffsetsResultInfo> Infos, string? Trouble)
{
    /// <summary>Whether the client found no leader to ask.</summary>
    public bool IsLeaderless { get; init; }
}

/// <summary>Offsets of partitions, and why those that are missing are.</summary>
internal sealed class FoundOffsets
{
    private readonly Dictionary<int, long> _offsets = [];
    private readonly Dictionary<int, string> _troubles = [];

    /// <summary>The offsets, by partition.</summary>
    public IReadOnlyDictionary<int, long> Offsets => _offsets;

    /// <summary>Why a partition's offset is missing, by partition.</summary>
    public IReadOnlyDictionary<int, string> Troubles => _troubles;

    // -1 is an answer: no message is as late as that.
    internal static bool IsUnknown(TopicPartitionOffsetError answer) => !answer.Error.IsError && answer.Offset.Value < -1;

    internal void Take(IEnumerable<int> partitions, LeaderAnswer answer)
    {
        if (answer.Trouble is not null)
            Miss(partitions, answer.Trouble);
        lock (_offsets)
        {
            foreach (var one in answer.Infos.Select(info => info.TopicPartitionOffsetError))
            {
                if (one.Error.IsError)
                    _troubles[one.Partition.Value] = one.Error.Reason;
                else if (IsUnknown(one))
                    _troubles[one.Partition.Value] = "its leader moves";
                else
                    _offsets[one.Partition.Value] = one.Offset.Value;
            }
        }
    }

    internal void Miss(IEnumerable<int> partitions, string why)
    {
        lock (_offsets)
            foreach (int partition in partitions)
                _troubles[partition] = why;
    }
}
