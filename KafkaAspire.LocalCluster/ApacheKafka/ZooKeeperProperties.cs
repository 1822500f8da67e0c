using System.Globalization;

namespace KafkaAspire.LocalCluster;

/// <summary>The configuration of the ZooKeeper server, and what brokers need in order to use it.</summary>
internal static class ZooKeeperProperties
{
    public static Task WriteAsync(ZooKeeperLayout place, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(place.Properties, JavaProperties.ToText(new Dictionary<string, string>
        {
            ["dataDir"] = place.Data,
            ["clientPortAddress"] = "127.0.0.1",
            ["clientPort"] = place.Port.ToString(CultureInfo.InvariantCulture),
            // A session lasts two ticks at least: this is what allows the brokers' short one.
            ["tickTime"] = "1000",
            ["maxClientCnxns"] = "0",
            ["admin.enableServer"] = "false",
            // Which brokers hold a session: ZooKeeperServer.Knows.
            ["4lw.commands.whitelist"] = "dump",
        }), cancellationToken);

    public static IEnumerable<KeyValuePair<string, string>> OfBroker(ZooKeeperLayout place, BrokerLayout broker) => new Dictionary<string, string>
    {
        ["broker.id"] = broker.Id.ToString(CultureInfo.InvariantCulture),
        ["zookeeper.connect"] = $"127.0.0.1:{place.Port}",
        ["listeners"] = $"PLAINTEXT://127.0.0.1:{broker.Port}",
        // A broker that was killed is noticed within five seconds instead of eighteen.
        ["zookeeper.session.timeout.ms"] = "5000",
        // The server starts beside the brokers; on a machine that is busy with other things, that takes its time.
        ["zookeeper.connection.timeout.ms"] = "240000",
    };
}
