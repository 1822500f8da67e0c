using Confluent.Kafka;
using Explorer.Service.Cluster.Wire;
using Explorer.Service.Security;

namespace Explorer.Service.Cluster;

/// <summary>Asks every broker for the groups that it coordinates, with members and committed offsets: four requests a broker.</summary>
/// <param name="listed">The brokers' lines for it.</param>
/// <param name="named">Their lines for groups that can't be listed.</param>
/// <param name="known">The groups to ask for where they can't be listed.</param>
internal sealed class GroupScan(BrokerRound<ListedGroups> listed, BrokerRound<ListedGroups> named, IReadOnlyList<string> known)
{
    /// <summary>Asks the brokers, side by side.</summary>
    /// <param name="metadata">The brokers, and the partitions to ask for where groups can't be listed.</param>
    public async Task<FoundGroups> AskAsync(Metadata metadata)
    {
        var answers = await listed.AskAsync(metadata.Brokers, (_, line, deadline) => ListAsync(line, deadline));
        var told = answers.Select(answer => answer.Value).OfType<ListedGroups>().ToList();
        if (told.Count > 0 && told.All(answer => answer.Groups is null))
            return await AskForKnownAsync(metadata);
        var groups = Merged(answers);
        List<Gap> gaps = Missing(answers) is { } missing ? [new(ClusterPart.Groups, missing)] : [];
        string forbidden = MissingAcl.Reason(new(ErrorCode.GroupAuthorizationFailed), "Describe");
        if (groups.Count == 0 && told.Any(answer => answer.AreHidden))
            gaps.Add(new(ClusterPart.Groups, $"No group is to be seen: {forbidden}."));
        if (groups.Any(one => one.Commits.Error == ErrorCode.GroupAuthorizationFailed))
            gaps.Add(new(ClusterPart.Commits, $"Members and committed offsets are missing: {forbidden}."));
        return new(true, groups, gaps);
    }

    // A broker lists what the asker may see, and does not say that there is more: only of a group that is asked for by name it does.
    private async Task<bool> AreHiddenAsync(BrokerLine broker, CancellationToken deadline) =>
        known.Count > 0 && (await ClassicGroups.AskAsync(broker, known, deadline)).All(one => one.Error == ErrorCode.GroupAuthorizationFailed);

    private async Task<ListedGroups> ListAsync(BrokerLine broker, CancellationToken deadline)
    {
        if (await GroupListing.AskAsync(broker, deadline) is not { } groups)
            return new(null);
        if (groups.Count == 0)
            return new([]) { AreHidden = await AreHiddenAsync(broker, deadline) };
        var described = await DescribeAsync(broker, [.. groups.Where(one => one.MayHaveMembers).Select(one => one.Id)], deadline);
        var commits = await GroupOffsets.AskAsync(broker, [.. groups.Select(one => one.Id)], deadline);
        return new(
        [
            .. from one in groups
               let description = described.GetValueOrDefault(one.Id)
               select new FoundGroup(
                   one.Id, description is { Error: ErrorCode.NoError } ? description.State : one.State, description, commits.GetValueOrDefault(one.Id, Commits.None)),
        ]);
    }

    private static async Task<Dictionary<string, DescribedGroup>> DescribeAsync(BrokerLine broker, string[] groups, CancellationToken deadline)
    {
        if (groups.Length == 0)
            return [];
        var described = (await ClassicGroups.AskAsync(broker, groups, deadline)).ToDictionary(one => one.Id);
        // Listed as alive, described as dead: it speaks the newer protocol.
        string[] newer = [.. described.Values.Where(one => one.State == "Dead").Select(one => one.Id)];
        if (newer.Length > 0)
            foreach (var one in await ConsumerProtocolGroups.AskAsync(broker, newer, deadline))
                described[one.Id] = one;
        return described;
    }

    private async Task<FoundGroups> AskForKnownAsync(Metadata metadata)
    {
        List<TopicPartition> partitions =
            [.. from topic in metadata.Topics from partition in topic.Partitions select new TopicPartition(topic.Topic, partition.PartitionId)];
        var answers = await named.AskAsync(metadata.Brokers, async (_, line, deadline) =>
        {
            var found = new List<FoundGroup>();
            foreach (string id in known)
                if (await GroupOffsets.AskAsync(line, id, partitions, deadline) is { Error: ErrorCode.NoError, Offsets.Count: > 0 } commits)
                    found.Add(new(id, null, null, commits));
            return new(found);
        });
        return new(false, Merged(answers),
        [
            new(ClusterPart.Groups, $"This cluster cannot list its groups; looked for by name (Explorer:KnownGroups): {string.Join(", ", known)}. {Missing(answers)}".TrimEnd()),
            new(ClusterPart.Members, "This cluster does not tell the state and the members of a group."),
        ]);
    }

    // While a coordinator moves, two brokers may list a group; and one that does not answer any more may have told it a moment ago.
    private static List<FoundGroup> Merged(IReadOnlyList<BrokerAnswer<ListedGroups>> answers) =>
        [.. answers.OrderByDescending(answer => answer.At).SelectMany(answer => answer.Value?.Groups ?? []).OrderBy(one => one.Commits.Error).DistinctBy(one => one.Id).OrderBy(one => one.Id, StringComparer.Ordinal)];

    private static string? Missing(IReadOnlyList<BrokerAnswer<ListedGroups>> answers)
    {
        var troubles = answers.Select(answer => answer.Trouble).OfType<string>().ToList();
        return troubles.Count == 0 ? null : $"Some groups may be missing: {string.Join("; ", troubles)}.";
    }
}

/// <summary>The groups that a broker coordinates.</summary>
/// <param name="Groups">The groups; null where it does not list groups at all, as Kafka does and the embedded brokers don't.</param>
internal sealed record ListedGroups(IReadOnlyList<FoundGroup>? Groups)
{
    /// <summary>Whether there are none because the asker may see none.</summary>
    public bool AreHidden { get; init; }
}

/// <summary>The groups of a cluster.</summary>
/// <param name="IsKafka">Whether the brokers list groups.</param>
/// <param name="Groups">The groups.</param>
/// <param name="Gaps">What could not be answered.</param>
internal sealed record FoundGroups(bool IsKafka, IReadOnlyList<FoundGroup> Groups, IReadOnlyList<Gap> Gaps);
