using Confluent.Kafka;

namespace Explorer.Service.Cluster.Wire;

/// <summary>Groups whose members assign the partitions among themselves, by one DescribeGroups request (version 5).</summary>
internal static class ClassicGroups
{
    /// <summary>Describes the groups; those of the newer protocol come back as dead.</summary>
    /// <exception cref="IOException">The broker left while it was asked.</exception>
    public static Task<IReadOnlyList<DescribedGroup>> AskAsync(BrokerLine broker, IReadOnlyCollection<string> groups, CancellationToken cancellationToken) =>
        GroupDescriptions.AskAsync(broker, new(api: 15, version: 5), groups, ReadGroup, cancellationToken);

    internal static DescribedGroup ReadGroup(ref AnswerReader reader)
    {
        var error = reader.Error();
        string id = reader.String(), state = reader.String();
        reader.String();
        string assignor = reader.String();
        var members = new List<DescribedMember>();
        for (int left = reader.Length(); left > 0; left--)
        {
            string member = reader.String();
            reader.String();
            string client = reader.String(), host = reader.String();
            reader.Bytes();
            members.Add(new(member, client, host, ReadAssignment(reader.Bytes())));
            reader.Tags();
        }
        return new(id, error, state, assignor, members);
    }

    // What consumers agree on among themselves (ConsumerProtocolAssignment), in the older encoding; empty while the group rebalances.
    private static List<TopicPartition> ReadAssignment(ReadOnlySpan<byte> assignment)
    {
        var partitions = new List<TopicPartition>();
        var reader = new AnswerReader(assignment, flexible: false);
        if (reader.IsAtEnd)
            return partitions;
        reader.Int16();
        for (int topics = reader.Length(); topics > 0; topics--)
            GroupDescriptions.ReadPartitions(ref reader, reader.String(), partitions);
        return partitions;
    }
}
