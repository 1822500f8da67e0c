using Confluent.Kafka;

namespace Explorer.Service.Cluster.Wire;

/// <summary>Groups whose coordinator assigns the partitions (KIP-848), by one ConsumerGroupDescribe request (version 0).</summary>
internal static class ConsumerProtocolGroups
{
    private const int TopicIdSize = 16;

    /// <summary>Describes the groups.</summary>
    /// <exception cref="IOException">The broker left while it was asked.</exception>
    public static async Task<IReadOnlyList<DescribedGroup>> AskAsync(
        BrokerConversation broker, IReadOnlyCollection<string> groups, CancellationToken cancellationToken)
    {
        var request = new RequestWriter(api: 69, version: 0).Length(groups.Count);
        foreach (string id in groups)
            request.String(id);
        request.Boolean(false).Tags();
        return Read(await broker.AskAsync(request, cancellationToken) ?? throw new IOException("the broker does not describe groups of KIP-848"));
    }

    internal static IReadOnlyList<DescribedGroup> Read(ReadOnlySpan<byte> answer)
    {
        var reader = new AnswerReader(answer);
        reader.Int32();
        var groups = new List<DescribedGroup>();
        for (int left = reader.Length(); left > 0; left--)
        {
            var error = reader.Error();
            reader.String();
            string id = reader.String(), state = reader.String();
            reader.Int32();
            reader.Int32();
            string assignor = reader.String();
            var members = new List<DescribedMember>();
            for (int more = reader.Length(); more > 0; more--)
                members.Add(ReadMember(ref reader));
            reader.Int32();
            reader.Tags();
            groups.Add(new(id, error, state, assignor, members));
        }
        return groups;
    }

    private static DescribedMember ReadMember(ref AnswerReader reader)
    {
        string member = reader.String();
        reader.String();
        reader.String();
        reader.Int32();
        string client = reader.String(), host = reader.String();
        for (int topics = reader.Length(); topics > 0; topics--)
            reader.String();
        reader.String();
        var partitions = ReadAssignment(ref reader);
        // Where it is on its way to.
        ReadAssignment(ref reader);
        reader.Tags();
        return new(member, client, host, partitions);
    }

    private static List<TopicPartition> ReadAssignment(ref AnswerReader reader)
    {
        var partitions = new List<TopicPartition>();
        for (int topics = reader.Length(); topics > 0; topics--)
        {
            reader.Skip(TopicIdSize);
            string topic = reader.String();
            for (int left = reader.Length(); left > 0; left--)
                partitions.Add(new(topic, reader.Int32()));
            reader.Tags();
        }
        reader.Tags();
        return partitions;
    }
}
