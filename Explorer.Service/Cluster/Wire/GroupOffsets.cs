using Confluent.Kafka;

namespace Explorer.Service.Cluster.Wire;

/// <summary>What groups have committed, by an OffsetFetch request.</summary>
internal static class GroupOffsets
{
    /// <summary>Asks a coordinator for all that its groups have committed, in one request (version 8, KIP-709).</summary>
    /// <exception cref="IOException">The broker left while it was asked.</exception>
    public static async Task<IReadOnlyDictionary<string, Commits>> AskAsync(
        BrokerLine broker, IReadOnlyCollection<string> groups, CancellationToken cancellationToken)
    {
        var request = new RequestWriter(api: 9, version: 8).Length(groups.Count);
        foreach (string id in groups)
            request.String(id).Length(null).Tags();
        request.Boolean(false).Tags();
        return ReadGroups(await broker.AskAsync(request, cancellationToken) ?? throw new IOException("it went away, or is older than Kafka 3.0"));
    }

    /// <summary>
    /// Asks a broker, coordinator or not, for one group (version 4, before flexible ones and leader epochs): all that the embedded brokers know, who
    /// want the partitions named.
    /// </summary>
    /// <exception cref="IOException">The broker left while it was asked.</exception>
    public static async Task<Commits> AskAsync(
        BrokerLine broker, string group, IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        var topics = partitions.GroupBy(partition => partition.Topic).ToList();
        var request = new RequestWriter(api: 9, version: 4, flexible: false).String(group).Length(topics.Count);
        foreach (var topic in topics)
        {
            request.String(topic.Key).Length(topic.Count());
            foreach (var partition in topic)
                request.Int32(partition.Partition);
            request.Tags();
        }
        request.Tags();
        return ReadOne(await broker.AskAsync(request, cancellationToken) ?? throw new IOException("it went away, or does not tell committed offsets"));
    }

    internal static IReadOnlyDictionary<string, Commits> ReadGroups(ReadOnlySpan<byte> answer)
    {
        var reader = new AnswerReader(answer);
        reader.Int32();
        var groups = new Dictionary<string, Commits>();
        for (int left = reader.Length(); left > 0; left--)
        {
            string id = reader.String();
            groups[id] = Read(ref reader, hasEpochs: true);
            reader.Tags();
        }
        return groups;
    }

    internal static Commits ReadOne(ReadOnlySpan<byte> answer)
    {
        var reader = new AnswerReader(answer, flexible: false);
        reader.Int32();
        return Read(ref reader, hasEpochs: false);
    }

    private static Commits Read(ref AnswerReader reader, bool hasEpochs)
    {
        var offsets = new Dictionary<TopicPartition, long>();
        for (int topics = reader.Length(); topics > 0; topics--)
        {
            string topic = reader.String();
            for (int left = reader.Length(); left > 0; left--)
            {
                var partition = new TopicPartition(topic, reader.Int32());
                long offset = reader.Int64();
                if (hasEpochs)
                    reader.Int32();
                reader.String();
                var error = reader.Error();
                reader.Tags();
                // Below zero: the group has committed nothing there.
                if (error == ErrorCode.NoError && offset >= 0)
                    offsets[partition] = offset;
            }
            reader.Tags();
        }
        return new(offsets, reader.Error());
    }
}

/// <summary>What a group has committed.</summary>
/// <param name="Offsets">The next offset to read, of each partition that has one.</param>
/// <param name="Error">Why they are missing.</param>
internal sealed record Commits(IReadOnlyDictionary<TopicPartition, long> Offsets, ErrorCode Error)
{
    public static readonly Commits None = new(new Dictionary<TopicPartition, long>(), ErrorCode.NoError);
}
