using Confluent.Kafka;
using Explorer.Service.Security;

namespace Explorer.Service.Cluster.Wire;

/// <summary>Where a broker keeps the partitions of a topic, and how large they are, by a DescribeLogDirs request (KIP-113, version 2).</summary>
internal static class LogDirectoryListing
{
    /// <summary>Asks a broker; null where it does not know the request.</summary>
    /// <exception cref="IOException">The broker left while it was asked.</exception>
    public static async Task<IReadOnlyList<StoredReplica>?> AskAsync(
        BrokerLine broker, string topic, IReadOnlyCollection<int> partitions, CancellationToken cancellationToken)
    {
        var request = new RequestWriter(api: 35, version: 2).Length(1).String(topic).Length(partitions.Count);
        foreach (int partition in partitions)
            request.Int32(partition);
        request.Tags().Tags();
        return await broker.AskAsync(request, cancellationToken) is { } answer ? Read(answer) : null;
    }

    /// <exception cref="KafkaException">The broker refused.</exception>
    internal static IReadOnlyList<StoredReplica> Read(ReadOnlySpan<byte> answer)
    {
        var reader = new AnswerReader(answer);
        reader.Int32();
        var replicas = new List<StoredReplica>();
        var refusal = ErrorCode.NoError;
        int directories = reader.Length();
        // Every broker has one. Up to version 2 there is no error for a user who may not know of it.
        if (directories == 0)
            throw new KafkaException(ErrorCode.ClusterAuthorizationFailed).Explain("Describe");
        for (; directories > 0; directories--)
        {
            var error = reader.Error();
            string directory = reader.String();
            if (error != ErrorCode.NoError)
                refusal = error;
            for (int topics = reader.Length(); topics > 0; topics--)
            {
                reader.String();
                for (int left = reader.Length(); left > 0; left--)
                {
                    replicas.Add(new(directory, reader.Int32(), reader.Int64()));
                    // How far it is behind, and whether it is about to take another's place.
                    reader.Int64();
                    reader.Boolean();
                    reader.Tags();
                }
                reader.Tags();
            }
            reader.Tags();
        }
        return replicas.Count == 0 && refusal != ErrorCode.NoError ? throw new KafkaException(refusal) : replicas;
    }
}

/// <summary>A replica as it lies on a disk.</summary>
/// <param name="Directory">The broker's log directory.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Bytes">The size of its segments.</param>
internal sealed record StoredReplica(string Directory, int Partition, long Bytes);
