using Confluent.Kafka;

namespace Explorer.Service.Cluster.Wire;

/// <summary>Groups whose coordinator assigns the partitions (KIP-848), by one ConsumerGroupDescribe request (version 0).</summary>
internal static class ConsumerProtocolGroups
{
    private const int TopicIdSize = 16;

    /// <summary>Describes the groups.</summary>
    /// <exception cref="IOException">The broker left while it was asked.</exception>
    public static Task<IReadOnlyList<DescribedGroup>> AskAsync(BrokerLine broker, IReadOnlyCollection<string> groups, CancellationToken cancellationToken) =>
        GroupDescriptions.AskAsync(broker, new(api: 69, version: 0), groups, ReadGroup, cancellationToken);

    internal static DescribedGroup ReadGroup(ref AnswerReader reader)
    {
        var error = reader.Error();
        reader.String();
        string id = reader.String(), state = reader.String();
        reader.Int32();
        reader.Int32();
        string assignor = reader.String();
        var members = new List<DescribedMember>();
        for (int left = reader.Length(); left > 0; left--)
            members.Add(ReadMember(ref reader));
        return new(id, error, state, assignor, members);
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
            GroupDescriptions.ReadPartitions(ref reader, reader.String(), partitions);
            reader.Tags();
        }
        reader.Tags();
        return partitions;
    }
}
