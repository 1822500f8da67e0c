using System.Net.Sockets;
using Confluent.Kafka;
using Explorer.Service.Cluster.Wire;

namespace Explorer.Service.Cluster;

/// <summary>Asks every broker for the groups that it coordinates, with members and committed offsets: four requests a broker.</summary>
/// <param name="IsKafka">Whether the brokers list groups at all, as Kafka does and the embedded brokers don't.</param>
/// <param name="Groups">The groups.</param>
/// <param name="Gaps">What could not be answered.</param>
internal sealed record GroupScan(bool IsKafka, IReadOnlyList<FoundGroup> Groups, IReadOnlyList<Gap> Gaps)
{
    /// <summary>Asks the brokers, side by side.</summary>
    /// <param name="metadata">The brokers, and the partitions to ask for where groups can't be listed.</param>
    /// <param name="known">The groups to ask for where they can't be listed.</param>
    /// <param name="timeout">How long a broker may take.</param>
    public static async Task<GroupScan> AskAsync(Metadata metadata, IReadOnlyList<string> known, TimeSpan timeout)
    {
        var answers = await EachAsync(metadata.Brokers, ListedAsync, timeout);
        if (answers.All(answer => answer is { Groups: null, Trouble: null }))
            return await KnownAsync(metadata, known, timeout);
        return new(true, Merged(answers), Missing(answers) is { } missing ? [new(ClusterPart.Groups, missing)] : []);
    }

    private static async Task<IReadOnlyList<FoundGroup>?> ListedAsync(BrokerConversation broker, CancellationToken deadline)
    {
        if (await GroupListing.AskAsync(broker, deadline) is not { } listed)
            return null;
        if (listed.Count == 0)
            return [];
        var described = await DescribeAsync(broker, [.. listed.Where(one => one.MayHaveMembers).Select(one => one.Id)], deadline);
        var commits = await GroupOffsets.AskAsync(broker, [.. listed.Select(one => one.Id)], deadline);
        return
        [
            .. from one in listed
               let description = described.GetValueOrDefault(one.Id)
               select new FoundGroup(
                   one.Id, description is { Error: ErrorCode.NoError } ? description.State : one.State, description, commits.GetValueOrDefault(one.Id, Commits.None)),
        ];
    }

    private static async Task<Dictionary<string, DescribedGroup>> DescribeAsync(BrokerConversation broker, string[] groups, CancellationToken deadline)
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

    private static async Task<GroupScan> KnownAsync(Metadata metadata, IReadOnlyList<string> known, TimeSpan timeout)
    {
        List<TopicPartition> partitions =
            [.. from topic in metadata.Topics from partition in topic.Partitions select new TopicPartition(topic.Topic, partition.PartitionId)];
        var answers = await EachAsync(metadata.Brokers, async (broker, deadline) =>
        {
            var found = new List<FoundGroup>();
            foreach (string id in known)
                if (await GroupOffsets.AskAsync(broker, id, partitions, deadline) is { Error: ErrorCode.NoError, Offsets.Count: > 0 } commits)
                    found.Add(new(id, null, null, commits));
            return found;
        }, timeout);
        return new(false, Merged(answers),
        [
            new(ClusterPart.Groups, $"This cluster cannot list its groups; looked for by name (Explorer:KnownGroups): {string.Join(", ", known)}. {Missing(answers)}".TrimEnd()),
            new(ClusterPart.Members, "This cluster does not tell the state and the members of a group."),
        ]);
    }

    private static async Task<Answer[]> EachAsync(
        IEnumerable<BrokerMetadata> brokers, Func<BrokerConversation, CancellationToken, Task<IReadOnlyList<FoundGroup>?>> ask, TimeSpan timeout)
    {
        using var deadline = new CancellationTokenSource(timeout);
        return await Task.WhenAll(brokers.Select(async broker =>
        {
            try
            {
                using var conversation = await BrokerConversation.OpenAsync(broker.Host, broker.Port, deadline.Token);
                return new Answer(await ask(conversation, deadline.Token), null);
            }
            catch (Exception e) when (e is SocketException or IOException or KafkaException)
            {
                return new Answer(null, $"broker {broker.BrokerId}: {e.Message}");
            }
            catch (OperationCanceledException)
            {
                return new Answer(null, $"broker {broker.BrokerId} did not answer within {timeout.TotalSeconds:0.#} s");
            }
        }));
    }

    // While a coordinator moves, two brokers may list a group.
    private static List<FoundGroup> Merged(Answer[] answers) =>
        [.. answers.SelectMany(answer => answer.Groups ?? []).OrderBy(one => one.Commits.Error).DistinctBy(one => one.Id).OrderBy(one => one.Id, StringComparer.Ordinal)];

    private static string? Missing(Answer[] answers)
    {
        var troubles = answers.Select(answer => answer.Trouble).OfType<string>().ToList();
        return troubles.Count == 0 ? null : $"Some groups may be missing: {string.Join("; ", troubles)}.";
    }

    private sealed record Answer(IReadOnlyList<FoundGroup>? Groups, string? Trouble);
}
