using Confluent.Kafka;
using KafkaAspire.Contracts;

namespace Explorer.Service.Cluster.Wire;

/// <summary>
/// Brokers, topics, partitions, leaders and replicas, by a Metadata request (version 7, which every kind of broker answers). librdkafka would ask a
/// broker of its own choice, and wait for it when it hangs.
/// </summary>
/// <param name="ClusterId">The cluster's id; null where it names none.</param>
/// <param name="Controller">The controller, as far as this request tells it: truly on ZooKeeper, at random in KRaft (KIP-590).</param>
/// <param name="Racks">The rack of each broker.</param>
/// <param name="Metadata">The rest.</param>
internal sealed record ClusterMetadata(string? ClusterId, int? Controller, IReadOnlyDictionary<int, string?> Racks, Metadata Metadata)
{
    /// <summary>Whether there is no topic because the asker may see none.</summary>
    public bool HidesTopics { get; init; }

    /// <summary>Asks a broker for all topics.</summary>
    /// <exception cref="IOException">The broker left while it was asked.</exception>
    public static async Task<ClusterMetadata> AskAsync(BrokerLine broker, CancellationToken cancellationToken)
    {
        var all = await AskAsync(broker, topic: null, cancellationToken);
        if (all.Metadata.Topics.Count > 0)
            return all;
        // Asked for all, a broker leaves out what the asker may not see, without a word. Of a topic that is asked for by its name it says so.
        var one = await AskAsync(broker, Topics.Transactions.Name, cancellationToken);
        return all with { HidesTopics = one.Metadata.Topics.Any(topic => topic.Error.Code == ErrorCode.TopicAuthorizationFailed) };
    }

    private static async Task<ClusterMetadata> AskAsync(BrokerLine broker, string? topic, CancellationToken cancellationToken)
    {
        // No list of topics is all of them, and none is to be created.
        var request = new RequestWriter(api: 3, version: 7, flexible: false).Length(topic is null ? null : 1);
        if (topic is not null)
            request.String(topic);
        return Read(await broker.AskAsync(request.Boolean(false), cancellationToken) ?? throw new IOException("it closed the connection"));
    }

    internal static ClusterMetadata Read(ReadOnlySpan<byte> answer)
    {
        var reader = new AnswerReader(answer, flexible: false);
        reader.Int32();
        var brokers = new List<BrokerMetadata>();
        var racks = new Dictionary<int, string?>();
        for (int left = reader.Length(); left > 0; left--)
        {
            int id = reader.Int32();
            brokers.Add(new(id, reader.String(), reader.Int32()));
            racks[id] = NullIfEmpty(reader.String());
        }
        string? cluster = NullIfEmpty(reader.String());
        int controller = reader.Int32();
        var topics = new List<TopicMetadata>();
        for (int left = reader.Length(); left > 0; left--)
            topics.Add(ReadTopic(ref reader));
        return new(cluster, controller < 0 ? null : controller, racks, new(brokers, topics, -1, ""));
    }

    private static TopicMetadata ReadTopic(ref AnswerReader reader)
    {
        var error = reader.Error();
        string name = reader.String();
        reader.Boolean();
        var partitions = new List<PartitionMetadata>();
        int[] known = [];
        for (int left = reader.Length(); left > 0; left--)
        {
            var trouble = reader.Error();
            int id = reader.Int32(), leader = reader.Int32();
            reader.Int32();
            int[] replicas = ReadIds(ref reader, known), inSync = ReadIds(ref reader, replicas);
            ReadIds(ref reader, []);
            known = replicas;
            partitions.Add(new(id, leader, replicas, inSync, new Error(trouble)));
        }
        return new(name, partitions, new Error(error));
    }

    // Mostly all replicas are in sync, and with few brokers the next partition has the same: one array then does for all.
    private static int[] ReadIds(ref AnswerReader reader, int[] known)
    {
        int count = reader.Length(sizeof(int));
        Span<int> ids = count <= 32 ? stackalloc int[count] : new int[count];
        for (int i = 0; i < count; i++)
            ids[i] = reader.Int32();
        return ids.SequenceEqual(known) ? known : ids.ToArray();
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
