using Confluent.Kafka;

namespace Explorer.Service.Cluster.Wire;

/// <summary>What the requests that describe groups of either protocol have in common: how they are asked, and that an answer is a list.</summary>
internal static class GroupDescriptions
{
    /// <summary>Reads one group out of an answer.</summary>
    public delegate DescribedGroup GroupReader(ref AnswerReader reader);

    /// <summary>Describes groups, all in one request.</summary>
    /// <exception cref="IOException">The broker left while it was asked.</exception>
    public static async Task<IReadOnlyList<DescribedGroup>> AskAsync(
        BrokerLine broker, RequestWriter request, IReadOnlyCollection<string> groups, GroupReader read, CancellationToken cancellationToken)
    {
        request.Length(groups.Count);
        foreach (string id in groups)
            request.String(id);
        request.Boolean(false).Tags();
        return Read(await broker.AskAsync(request, cancellationToken) ?? throw new IOException("it went away"), read);
    }

    internal static IReadOnlyList<DescribedGroup> Read(ReadOnlySpan<byte> answer, GroupReader read)
    {
        var reader = new AnswerReader(answer);
        reader.Int32();
        var groups = new List<DescribedGroup>();
        for (int left = reader.Length(); left > 0; left--)
        {
            groups.Add(read(ref reader));
            // What the asker may do with the group.
            reader.Int32();
            reader.Tags();
        }
        return groups;
    }

    /// <summary>Reads a topic's partitions.</summary>
    public static void ReadPartitions(ref AnswerReader reader, string topic, List<TopicPartition> into)
    {
        for (int left = reader.Length(); left > 0; left--)
            into.Add(new(topic, reader.Int32()));
    }
}
