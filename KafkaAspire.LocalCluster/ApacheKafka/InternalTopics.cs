using System.Globalization;
using Confluent.Kafka.Admin;

namespace KafkaAspire.LocalCluster;

/// <summary>
/// The topics in which Kafka keeps groups' offsets and transactions. It makes them when the first client needs them, and in ZooKeeper mode only
/// while as many brokers live as they have replicas: a broker that was killed early would keep every consumer waiting.
/// </summary>
internal static class InternalTopics
{
    /// <summary>The number of partitions of each, which the brokers' properties name too.</summary>
    public const int Partitions = 6;

    /// <summary>Both topics, with the configuration that Kafka gives them.</summary>
    public static IEnumerable<TopicSpecification> For(int brokers) =>
    [
        Topic("__consumer_offsets", brokers, new() { ["compression.type"] = "producer" }),
        Topic("__transaction_state", brokers, new()
        {
            ["compression.type"] = "uncompressed",
            ["min.insync.replicas"] = Replication.MinimumInSync(brokers).ToString(CultureInfo.InvariantCulture),
            ["unclean.leader.election.enable"] = "false",
        }),
    ];

    private static TopicSpecification Topic(string name, int brokers, Dictionary<string, string> configuration) => new()
    {
        Name = name,
        NumPartitions = Partitions,
        ReplicationFactor = (short)Replication.Factor(brokers),
        Configs = new Dictionary<string, string>(configuration) { ["cleanup.policy"] = "compact", ["segment.bytes"] = "104857600" },
    };
}
