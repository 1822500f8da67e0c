using Confluent.Kafka;

namespace KafkaAspire.ServiceDefaults.Kafka;

/// <summary>
/// The settings with which every client of the app starts. They fill only what configuration leaves open:
/// <c>Aspire:Confluent:Kafka:Producer:Config</c> and <c>Aspire:Confluent:Kafka:Consumer:Config</c> win.
/// </summary>
internal static class KafkaDefaults
{
    public static void Apply(ProducerConfig config, string clientId)
    {
        config.ClientId ??= clientId;
        // Both are off in librdkafka: without them a retry may write a message twice, or a lost leader may lose it.
        config.EnableIdempotence ??= true;
        config.Acks ??= Acks.All;
        config.LingerMs ??= 5;
        // What is too large is for the brokers to say. The default of 1,000,000 is less than they take, so what they gave could not be sent on to them.
        config.MessageMaxBytes ??= 100_000_000;
        // Headers and persistence status are made anew for each report, and nobody looks at them.
        config.DeliveryReportFields ??= "key,value,timestamp";
        // Keys are placed as the Java client places them, so that an account has one partition whoever produces.
        config.Partitioner ??= Partitioner.Murmur2Random;
        config.LogConnectionClose ??= false;
    }

    public static void Apply(ConsumerConfig config, string clientId)
    {
        config.ClientId ??= clientId;
        config.AutoOffsetReset ??= AutoOffsetReset.Earliest;
        // Offsets are settled where the effects are. What the clock commits is what was stored after that: for the lag that others see, or once more.
        config.EnableAutoOffsetStore ??= false;
        config.AutoCommitIntervalMs ??= 500;
        // With the consumer protocol (KIP-848) the brokers decide both, and the client refuses to be given them.
        if (config.GroupProtocol != GroupProtocol.Consumer)
        {
            config.PartitionAssignmentStrategy ??= PartitionAssignmentStrategy.CooperativeSticky;
            // The default of 45 s is for networks that come and go: so long the partitions of a crashed consumer would wait.
            config.SessionTimeoutMs ??= 10_000;
        }
        // The default of 1,000 ms lets a consumer sleep whenever its queue was full for a moment.
        config.FetchQueueBackoffMs ??= 5;
        config.QueuedMaxMessagesKbytes ??= 32 * 1024;
        // An answer stays whole in memory until its last message is done with: with the default of 50 MB that took 25 MB more of a replica at full speed.
        config.FetchMaxBytes ??= 4 * 1024 * 1024;
        config.LogConnectionClose ??= false;
    }
}
