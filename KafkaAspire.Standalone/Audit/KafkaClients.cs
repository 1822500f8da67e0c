using Confluent.Kafka;

namespace KafkaAspire.Standalone.Audit;

/// <summary>The run's own Kafka clients. Their log goes nowhere: a broker that is down is shown as such, not in librdkafka's words.</summary>
internal static class KafkaClients
{
    /// <summary>The consumer group whose progress is watched; none of these clients ever joins it.</summary>
    public const string Group = "ledger";

    public static IConsumer<byte[], byte[]> Consumer(string bootstrapServers, Action<ConsumerConfig>? configure = null)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = bootstrapServers,
            GroupId = Group,
            ClientId = "standalone",
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            IsolationLevel = IsolationLevel.ReadUncommitted,
            SocketConnectionSetupTimeoutMs = 5_000,
        };
        configure?.Invoke(config);
        return new ConsumerBuilder<byte[], byte[]>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
    }
}
