using System.Globalization;

namespace KafkaAspire.LocalCluster;

/// <summary>Writes the brokers' configuration: small, quick to start, quick to notice that a broker is gone.</summary>
internal static class BrokerProperties
{
    public static async Task WriteAsync(ClusterLayout layout, ProcessClusterOptions options, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(layout.Logging, JavaLogging.TextFor(options.Installation), cancellationToken);
        if (layout.ZooKeeper is { } zooKeeper)
            await ZooKeeperProperties.WriteAsync(zooKeeper, cancellationToken);
        foreach (BrokerLayout broker in layout.Brokers)
        {
            Dictionary<string, string> properties = Of(layout, broker);
            var ofMetadata = layout.ZooKeeper is { } server ? ZooKeeperProperties.OfBroker(server, broker) : OfKRaft(layout, broker);
            foreach ((string key, string value) in ofMetadata.Concat(OfLinks(broker)).Concat(options.ExtraProperties))
                properties[key] = value;
            await File.WriteAllTextAsync(broker.Properties, JavaProperties.ToText(properties), cancellationToken);
        }
    }

    private static Dictionary<string, string> Of(ClusterLayout layout, BrokerLayout broker)
    {
        string replicas = Math.Min(3, layout.Brokers.Count).ToString(CultureInfo.InvariantCulture);
        string inSync = Replication.MinimumInSync(layout.Brokers.Count).ToString(CultureInfo.InvariantCulture);
        return new Dictionary<string, string>
        {
            ["advertised.listeners"] = $"PLAINTEXT://127.0.0.1:{broker.Port}",
            ["log.dirs"] = broker.Data,
            ["auto.create.topics.enable"] = "false",
            ["default.replication.factor"] = replicas,
            ["min.insync.replicas"] = inSync,
            ["offsets.topic.replication.factor"] = replicas,
            ["offsets.topic.num.partitions"] = $"{InternalTopics.Partitions}",
            ["transaction.state.log.replication.factor"] = replicas,
            ["transaction.state.log.min.isr"] = inSync,
            ["transaction.state.log.num.partitions"] = $"{InternalTopics.Partitions}",
            ["share.coordinator.state.topic.replication.factor"] = replicas,
            ["share.coordinator.state.topic.min.isr"] = inSync,
            ["share.coordinator.state.topic.num.partitions"] = "3",
            // Consumers that start together need not wait for each other: they are few.
            ["group.initial.rebalance.delay.ms"] = "0",
            // Members are on this machine: one that does not answer is dead, and its partitions need not wait long for the next owner. Members of
            // the classic protocol ask for their session timeout, those of the consumer protocol (KIP-848) are given it.
            ["group.min.session.timeout.ms"] = "1000",
            ["group.consumer.min.session.timeout.ms"] = "1000",
            ["group.consumer.session.timeout.ms"] = "3000",
            ["group.consumer.min.heartbeat.interval.ms"] = "500",
            ["group.consumer.heartbeat.interval.ms"] = "500",
            ["replica.lag.time.max.ms"] = "10000",
            // One that came back gets its partitions' leadership back soon, not after five minutes.
            ["leader.imbalance.check.interval.seconds"] = "5",
            ["controlled.shutdown.max.retries"] = "1",
            // Defaults made for servers: threads for many cores, 128 MiB for log compaction.
            ["num.network.threads"] = "2",
            ["num.io.threads"] = "4",
            ["background.threads"] = "2",
            ["log.cleaner.dedupe.buffer.size"] = "4194304",
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> OfKRaft(ClusterLayout layout, BrokerLayout broker) => new Dictionary<string, string>
    {
        ["process.roles"] = "broker,controller",
        ["node.id"] = broker.Id.ToString(CultureInfo.InvariantCulture),
        ["controller.quorum.voters"] = layout.Voters,
        ["listeners"] = $"PLAINTEXT://127.0.0.1:{broker.Port},CONTROLLER://127.0.0.1:{broker.ControllerPort}",
        ["controller.listener.names"] = "CONTROLLER",
        // A broker that was killed is noticed within three seconds instead of nine.
        ["broker.heartbeat.interval.ms"] = "500",
        ["broker.session.timeout.ms"] = "3000",
        // On a machine that is busy with other things, a minute is soon over.
        ["initial.broker.registration.timeout.ms"] = "240000",
        ["controller.quorum.election.timeout.ms"] = "500",
        ["controller.quorum.election.backoff.max.ms"] = "500",
    };

    private static IEnumerable<KeyValuePair<string, string>> OfLinks(BrokerLayout broker) => broker.Links is not { } links ? [] : new Dictionary<string, string>
    {
        ["listeners"] = $"PLAINTEXT://127.0.0.1:{broker.Port},BROKERS://127.0.0.1:{links.Listens.Brokers},CONTROLLER://127.0.0.1:{broker.ControllerPort}",
        ["advertised.listeners"] = $"PLAINTEXT://127.0.0.1:{links.Told.Clients},BROKERS://127.0.0.1:{links.Told.Brokers}",
        ["listener.security.protocol.map"] = "PLAINTEXT:PLAINTEXT,BROKERS:PLAINTEXT,CONTROLLER:PLAINTEXT",
        ["inter.broker.listener.name"] = "BROKERS",
    };
}

/// <summary>How many copies there are.</summary>
internal static class Replication
{
    public static int Factor(int brokers) => Math.Min(3, brokers);

    /// <summary>One broker may be away: one replica less than there are, but at least one.</summary>
    public static int MinimumInSync(int brokers) => Math.Max(1, Factor(brokers) - 1);
}
