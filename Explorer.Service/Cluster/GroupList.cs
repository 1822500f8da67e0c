using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace KafkaAspire.Explorer.Cluster;

/// <summary>Which consumer groups there are, their states and their members.</summary>
internal static class GroupList
{
    // Each group is one request of its own in librdkafka: so many are under way at once.
    private const int Batch = 50;

    /// <summary>
    /// Whether the cluster answers questions about groups at all: DescribeGroups of a group that need not exist. It has to be known before
    /// ListGroups is asked, because librdkafka 2.16.0 frees memory twice, and the process dies, when no broker supports that request.
    /// </summary>
    /// <exception cref="KafkaException">No coordinator answered: it is not known.</exception>
    public static async Task<bool> IsAnsweredAsync(IAdminClient admin, string group, TimeSpan timeout)
    {
        try
        {
            await admin.DescribeConsumerGroupsAsync([group], new DescribeConsumerGroupsOptions { RequestTimeout = timeout });
            return true;
        }
        catch (DescribeConsumerGroupsException e)
        {
            var error = e.Results.ConsumerGroupDescriptions[0].Error;
            return error.Code switch
            {
                ErrorCode.Local_UnsupportedFeature => false,
                ErrorCode.GroupIdNotFound or ErrorCode.GroupAuthorizationFailed => true,
                _ => throw new KafkaException(error),
            };
        }
    }

    public static async Task<(IReadOnlyList<ConsumerGroupListing> Groups, string? Trouble)> AskAsync(IAdminClient admin, TimeSpan timeout)
    {
        try
        {
            var answer = await admin.ListConsumerGroupsAsync(new ListConsumerGroupsOptions { RequestTimeout = timeout });
            return (answer.Valid, null);
        }
        catch (ListConsumerGroupsException e)
        {
            return (e.Results.Valid, $"Some groups may be missing: {string.Join("; ", e.Results.Errors.Select(error => error.Reason).Distinct())}.");
        }
    }

    /// <summary>Describes those groups that can have members.</summary>
    public static async Task<IReadOnlyDictionary<string, ConsumerGroupDescription>> DescribeAsync(
        IAdminClient admin, IEnumerable<ConsumerGroupListing> groups, TimeSpan timeout)
    {
        var descriptions = new Dictionary<string, ConsumerGroupDescription>();
        var withMembers = groups.Where(group => group.State is not (ConsumerGroupState.Empty or ConsumerGroupState.Dead)).Select(group => group.GroupId);
        foreach (string[] batch in withMembers.Chunk(Batch))
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
