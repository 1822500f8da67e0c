using Confluent.Kafka;

namespace Explorer.Service.Cluster.Wire;

/// <summary>First or end offsets of partitions that a broker leads, by a ListOffsets request (version 5, which the embedded brokers know, too).</summary>
internal static class ListedOffsets
{
    public const long Earliest = -2, Latest = -1;

    /// <summary>Asks for the offsets of all partitions at once.</summary>
    /// <param name="broker">Their leader.</param>
    /// <param name="partitions">The partitions.</param>
    /// <param name="which"><see cref="Earliest"/> or <see cref="Latest"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The broker left while it was asked.</exception>
    public static async Task<IReadOnlyDictionary<TopicPartition, ListedOffset>> AskAsync(
        BrokerLine broker, IReadOnlyCollection<TopicPartition> partitions, long which, CancellationToken cancellationToken)
    {
        var topics = partitions.GroupBy(partition => partition.Topic).ToList();
        // A client, not a replica; what is written, committed or not.
        var request = new RequestWriter(api: 2, version: 5, flexible: false).Int32(-1).Boolean(false).Length(topics.Count);
        foreach (var topic in topics)
        {
            request.String(topic.Key).Length(topic.Count());
            foreach (var partition in topic)
                request.Int32(partition.Partition).Int32(-1).Int64(which);
        }
        return Read(await broker.AskAsync(request, cancellationToken) ?? throw new IOException("it went away, or does not tell offsets"), partitions.Count);
    }

    internal static Dictionary<TopicPartition, ListedOffset> Read(ReadOnlySpan<byte> answer, int partitions)
    {
        var reader = new AnswerReader(answer, flexible: false);
        reader.Int32();
        var offsets = new Dictionary<TopicPartition, ListedOffset>(partitions);
        for (int topics = reader.Length(); topics > 0; topics--)
        {
            string topic = reader.String();
            for (int left = reader.Length(); left > 0; left--)
            {
                var partition = new TopicPartition(topic, reader.Int32());
                var error = reader.Error();
                reader.Int64();
                long offset = reader.Int64();
                reader.Int32();
                offsets[partition] = new(error, error == ErrorCode.NoError ? offset : null);
            }
        }
        return offsets;
    }
}

/// <summary>An offset of a partition.</summary>
/// <param name="Error">Why it is missing.</param>
/// <param name="Offset">The offset.</param>
internal readonly record struct ListedOffset(ErrorCode Error, long? Offset);
