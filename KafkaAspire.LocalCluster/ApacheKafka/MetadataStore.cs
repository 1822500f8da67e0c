namespace KafkaAspire.LocalCluster;

/// <summary>Where brokers of Apache Kafka keep what they know about their cluster.</summary>
public enum MetadataStore
{
    /// <summary>In a log of their own, which the brokers themselves replicate (KIP-500).</summary>
    KRaft,

    /// <summary>In a ZooKeeper server beside the brokers; Kafka 3.9 is the last that can.</summary>
    ZooKeeper,
}
