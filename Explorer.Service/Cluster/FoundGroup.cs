using Confluent.Kafka;
using Explorer.Service.Cluster.Wire;
using Explorer.Service.Security;

namespace Explorer.Service.Cluster;

/// <summary>What a scan learnt of one consumer group, before the ends of its partitions are known.</summary>
/// <param name="Id">Its name.</param>
/// <param name="State">Its state; null where the cluster does not tell.</param>
/// <param name="Description">Its members; null where it has none or the cluster does not tell.</param>
/// <param name="Commits">What it has committed.</param>
internal sealed record FoundGroup(string Id, string? State, DescribedGroup? Description, Commits Commits)
{
    /// <summary>The group with its lag against the given ends.</summary>
    public ConsumerGroup WithLag(LogOffsets offsets)
    {
        var members = Description is { Error: ErrorCode.NoError } ? Description.Members : null;
        var owners = new Dictionary<TopicPartition, string>();
        foreach (var member in members ?? [])
            foreach (var partition in member.Partitions)
                owners[partition] = member.ClientId;
        TopicPartition[] read = [.. Commits.Offsets.Keys, .. owners.Keys.Where(partition => !Commits.Offsets.ContainsKey(partition))];
        Array.Sort(read, InOrder);
        var partitions =
            from partition in read
            select new GroupPartition(
                partition.Topic, partition.Partition.Value, Commits.Offsets.TryGetValue(partition, out long committed) ? committed : null,
                offsets.End(partition), owners.GetValueOrDefault(partition)) { Place = partition };
        return new(
            Id, State, string.IsNullOrEmpty(Description?.Assignor) ? null : Description.Assignor,
            members?.OrderBy(member => member.ClientId, StringComparer.Ordinal).ThenBy(member => member.Id, StringComparer.Ordinal)
                .Select(member => new GroupMember(member.Id, member.ClientId, member.Host, member.Partitions.Count)).ToList()
                // Not described, because it has none.
                ?? (Description is null && State is not null ? [] : null),
            [.. partitions], Trouble());
    }

    private static int InOrder(TopicPartition one, TopicPartition other) =>
        string.CompareOrdinal(one.Topic, other.Topic) is not 0 and var topics ? topics : one.Partition.Value.CompareTo(other.Partition.Value);

    private string? Trouble() =>
        Description is { Error: not ErrorCode.NoError } ? $"its members are missing: {Reason(Description.Error)}"
        : Commits.Error != ErrorCode.NoError ? $"its committed offsets are missing: {Reason(Commits.Error)}"
        : null;

    private static string Reason(ErrorCode error) => MissingAcl.Reason(new(error), "Describe");
}
