using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Explorer.Service.Cluster;
using Explorer.Service.Offsets;

namespace Explorer.Service.Messages;

/// <summary>Where a query's messages begin and end, partition by partition.</summary>
internal sealed class MessageRanges(OffsetLookup offsets)
{
    /// <summary>Asks the leaders.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="query">What is asked for.</param>
    /// <returns>A window for each partition that answers, and a sentence about those that don't; null if all do.</returns>
    public async Task<(IReadOnlyList<LogWindow> Windows, string? Trouble)> AskAsync(Topic topic, MessageQuery query)
    {
        int[] partitions = query.Partition is { } only ? [only] : [.. topic.Partitions.Select(partition => partition.Id)];
        var asked = await Task.WhenAll(
            offsets.AskAsync(topic, partitions, OffsetSpec.Earliest()),
            offsets.AskAsync(topic, partitions, OffsetSpec.Latest(), query.IncludesUncommitted ? IsolationLevel.ReadUncommitted : IsolationLevel.ReadCommitted),
            query.Start == MessageStart.Time
                ? offsets.AskAsync(topic, partitions, OffsetSpec.ForTimestamp(query.Time.ToUnixTimeMilliseconds()))
                : Task.FromResult(new FoundOffsets()));
        var (first, end, at) = (asked[0], asked[1], asked[2]);
        var windows = new List<LogWindow>();
        foreach (int partition in partitions)
            if (first.Offsets.TryGetValue(partition, out long from) && end.Offsets.TryGetValue(partition, out long to) && !at.Troubles.ContainsKey(partition))
                windows.Add(new(partition, Start(query, from, to, at.Offsets.GetValueOrDefault(partition, -1)), to));
        return (windows, Trouble([.. first.Troubles, .. end.Troubles, .. at.Troubles]));
    }

    private static long Start(MessageQuery query, long first, long end, long at) => query.Start switch
    {
        MessageStart.Offset => Math.Clamp(query.Offset, first, Math.Max(first, end)),
        // Below zero: every message is older.
        MessageStart.Time => at < 0 ? end : at,
        _ => first,
    };

    private static string? Trouble(IReadOnlyList<KeyValuePair<int, string>> troubles) => troubles.Count == 0 ? null
        : $"Partition {string.Join(", ", troubles.Select(one => one.Key).Distinct().Order())} can't be read: {string.Join("; ", troubles.Select(one => one.Value).Distinct().Take(3))}.";
}
