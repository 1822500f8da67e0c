using Explorer.Service.Cluster.Wire;
using KafkaAspire.Benchmarks.Measuring;

namespace KafkaAspire.Benchmarks.Lag;

/// <summary>The same over one connection, one request after the other, and the answers read.</summary>
internal static class WireRequests
{
    public static async Task<Sample> RunAsync(BrokerLine broker, ManyGroups many)
    {
        var effort = new Effort();
        var ends = await ListedOffsets.AskAsync(broker, many.TopicPartitions, ListedOffsets.Latest, CancellationToken.None);
        long lag = 0;
        foreach (string group in many.GroupIds)
            foreach (var commits in await GroupOffsets.AskAsync(broker, [group], CancellationToken.None))
                lag += commits.Value.Offsets.Sum(committed => ends[committed.Key].Offset!.Value - committed.Value);
        return lag > 0 ? new(effort.Time.TotalMilliseconds) : throw new InvalidOperationException($"the lag is {lag}");
    }
}
