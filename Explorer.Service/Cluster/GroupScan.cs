using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace KafkaAspire.Explorer.Cluster;

/// <summary>What a scan learnt of the consumer groups, before their ends are known.</summary>
/// <param name="Groups">The groups that were found.</param>
/// <param name="Gaps">What could not be answered.</param>
internal sealed record GroupScan(IReadOnlyList<GroupScan.Found> Groups, IReadOnlyList<Gap> Gaps)
{
    internal sealed record Found(string Id, string? State, ConsumerGroupDescription? Description, Commits Commits);

    /// <summary>Groups of a cluster that lists them.</summary>
    public static async Task<GroupScan> ListedAsync(GroupList list, IAdminClient admin, CommittedOffsets committed, TimeSpan timeout)
    {
        var describing = list.DescribeAsync(admin, timeout);
        var commits = await committed.AskAsync(list.Groups.Select(listed => listed.Id), null, timeout);
        var descriptions = await describing;
        return new(
            [.. from listed in list.Groups
                let description = descriptions.GetValueOrDefault(listed.Id)
                select new Found(listed.Id, description is { Error.IsError: false } ? description.State.ToString() : listed.State, description, commits[listed.Id])],
            list.Trouble is null ? [] : [new(ClusterPart.Groups, list.Trouble)]);
    }

    /// <summary>Groups of a cluster that can't list them: those that are known by name and have committed something.</summary>
    public static async Task<GroupScan> KnownAsync(CommittedOffsets committed, string[] known, List<TopicPartition> partitions, TimeSpan timeout)
    {
        var commits = partitions.Count == 0 ? new Dictionary<string, Commits>() : await committed.AskAsync(known, partitions, timeout);
        return new(
            [.. from consumers in commits
                where consumers.Value.Offsets.Count > 0 || consumers.Value.Trouble is not null
                select new Found(consumers.Key, null, null, consumers.Value)],
            [
                new(ClusterPart.Groups, $"This cluster cannot list its groups; looked for by name (Explorer:KnownGroups): {string.Join(", ", known)}."),
                new(ClusterPart.Members, "This cluster does not tell the state and the members of a group."),
            ]);
    }

    /// <summary>The groups with the lag against the given ends.</summary>
    public IReadOnlyList<ConsumerGroup> WithLag(LogOffsets offsets) =>
        [.. Groups.OrderBy(group => group.Id, StringComparer.Ordinal).Select(group => WithLag(group, offsets))];

    private static ConsumerGroup WithLag(Found found, LogOffsets offsets)
    {
        var description = found.Description is { Error.IsError: false } answered ? answered : null;
        var owners = new Dictionary<TopicPartition, string>();
        foreach (var member in description?.Members ?? [])
            foreach (var partition in member.Assignment?.TopicPartitions ?? [])
                owners[partition] = member.ClientId;
        var partitions =
            from partition in found.Commits.Offsets.Keys.Union(owners.Keys)
            orderby partition.Topic, partition.Partition.Value
            select new GroupPartition(
                partition.Topic, partition.Partition.Value,
                found.Commits.Offsets.TryGetValue(partition, out long committed) ? committed : null,
                offsets.End(partition), owners.GetValueOrDefault(partition));
        return new(
            found.Id, found.State, string.IsNullOrEmpty(description?.PartitionAssignor) ? null : description.PartitionAssignor,
            Members(found, description), [.. partitions], Trouble(found));
    }

    private static IReadOnlyList<GroupMember>? Members(Found group, ConsumerGroupDescription? description) =>
        description is not null
            ? [.. from member in description.Members
                  orderby member.ClientId, member.ConsumerId
                  select new GroupMember(member.ConsumerId, member.ClientId, member.Host, member.Assignment?.TopicPartitions.Count ?? 0)]
            // Not described, because it has none.
            : group.Description is null && group.State is not null ? [] : null;

    private static string? Trouble(Found group) =>
        group.Description is { Error.IsError: true } failed ? $"its members are missing: {failed.Error.Reason}" : group.Commits.Trouble;
}
