using System.Net.Sockets;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaAspire.Explorer.Cluster.Wire;

namespace KafkaAspire.Explorer.Cluster;

/// <summary>Which consumer groups there are, from every broker that is up.</summary>
/// <param name="IsAnswered">Whether the brokers know the question, as Kafka does and the embedded brokers don't.</param>
/// <param name="Groups">The groups.</param>
/// <param name="Trouble">Why some may be missing; null if none is.</param>
internal sealed record GroupList(bool IsAnswered, IReadOnlyList<ListedGroup> Groups, string? Trouble)
{
    // Each group is one request of its own in librdkafka: so many are under way at once.
    private const int Batch = 50;

    /// <summary>Asks the brokers, side by side.</summary>
    public static async Task<GroupList> AskAsync(IEnumerable<BrokerMetadata> brokers, TimeSpan timeout)
    {
        using var deadline = new CancellationTokenSource(timeout);
        var answers = await Task.WhenAll(brokers.Select(broker => AskAsync(broker, deadline.Token)));
        var troubles = answers.Select(answer => answer.Trouble).OfType<string>().ToList();
        return new(
            answers.Any(answer => answer.Groups is not null) || troubles.Count > 0,
            // While a coordinator moves, two brokers may list a group.
            [.. answers.SelectMany(answer => answer.Groups ?? []).DistinctBy(listed => listed.Id)],
            troubles.Count == 0 ? null : $"Some groups may be missing: {string.Join("; ", troubles)}.");
    }

    private static async Task<(IReadOnlyList<ListedGroup>? Groups, string? Trouble)> AskAsync(BrokerMetadata broker, CancellationToken deadline)
    {
        try
        {
            return (await GroupListing.AskAsync(broker.Host, broker.Port, deadline), null);
        }
        catch (Exception e) when (e is SocketException or IOException or KafkaException)
        {
            return (null, $"broker {broker.BrokerId}: {e.Message}");
        }
        catch (OperationCanceledException)
        {
            return (null, $"broker {broker.BrokerId} did not answer in time");
        }
    }

    /// <summary>Asks through the client, where brokers don't take plain text. All or nothing: one broker that is down fails it.</summary>
    /// <exception cref="KafkaException">A broker did not answer.</exception>
    public static async Task<GroupList> AskAsync(IAdminClient admin, TimeSpan timeout)
    {
        var groups = await Task.Run(() => admin.ListGroups(timeout));
        return new(true, [.. from listed in groups where listed.ProtocolType is "consumer" or "" select new ListedGroup(listed.Group, listed.State)], null);
    }

    /// <summary>Describes those groups that can have members.</summary>
    public async Task<IReadOnlyDictionary<string, ConsumerGroupDescription>> DescribeAsync(IAdminClient admin, TimeSpan timeout)
    {
        var descriptions = new Dictionary<string, ConsumerGroupDescription>();
        foreach (string[] batch in Groups.Where(listed => listed.MayHaveMembers).Select(listed => listed.Id).Chunk(Batch))
            foreach (var description in await DescribeBatchAsync(admin, batch, timeout))
                descriptions[description.GroupId] = description;
        return descriptions;
    }

    private static async Task<List<ConsumerGroupDescription>> DescribeBatchAsync(IAdminClient admin, string[] groups, TimeSpan timeout)
    {
        try
        {
            var answer = await admin.DescribeConsumerGroupsAsync(groups, new DescribeConsumerGroupsOptions { RequestTimeout = timeout });
            return answer.ConsumerGroupDescriptions;
        }
        catch (DescribeConsumerGroupsException e)
        {
            return e.Results.ConsumerGroupDescriptions;
        }
    }
}
