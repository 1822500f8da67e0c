using Confluent.Kafka;

namespace Explorer.Service.Cluster.Wire;

/// <summary>Groups whose members assign the partitions among themselves, by one DescribeGroups request (version 5).</summary>
internal static class ClassicGroups
{
    /// <summary>Describes the groups; those of the newer protocol come back as dead.</summary>
    /// <exception cref="IOException">The broker left while it was asked.</exception>
    public static async Task<IReadOnlyList<DescribedGroup>> AskAsync(
        BrokerConversation broker, IReadOnlyCollection<string> groups, CancellationToken cancellationToken)
    {
        var request = new RequestWriter(api: 15, version: 5).Length(groups.Count);
        foreach (string id in groups)
            request.String(id);
        request.Boolean(false).Tags();
        return Read(await broker.AskAsync(request, cancellationToken) ?? throw new IOException("the broker does not describe groups"));
    }

    internal static IReadOnlyList<DescribedGroup> Read(ReadOnlySpan<byte> answer)
    {
        var reader = new AnswerReader(answer);
        reader.Int32();
        var groups = new List<DescribedGroup>();
        for (int left = reader.Length(); left > 0; left--)
        {
            var error = reader.Error();
            string id = reader.String(), state = reader.String();
            reader.String();
            string assignor = reader.String();
            var members = new List<DescribedMember>();
            for (int more = reader.Length(); more > 0; more--)
            {
                string member = reader.String();
                reader.String();
                string client = reader.String(), host = reader.String();
                reader.Bytes();
                members.Add(new(member, client, host, ReadAssignment(reader.Bytes())));
                reader.Tags();
            }
            reader.Int32();
            reader.Tags();
            groups.Add(new(id, error, state, assignor, members));
        }
        return groups;
    }

    // What consumers agree on among themselves (ConsumerProtocolAssignment); empty while the group rebalances.
    private static List<TopicPartition> ReadAssignment(ReadOnlySpan<byte> assignment)
    {
        var partitions = new List<TopicPartition>();
        var reader = new AnswerReader(assignment);
        if (reader.IsAtEnd)
            return partitions;
        reader.Int16();
        for (int topics = reader.Int32(); topics > 0; topics--)
        {
            string topic = reader.ShortString();
            for (int left = reader.Int32(); left > 0; left--)
                partitions.Add(new(topic, reader.Int32()));
        }
        return partitions;
    }
}
