using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Hosting;
using Microsoft.Extensions.Configuration;

namespace KafkaAspire.ServiceDefaults.Kafka;

/// <summary>The list of brokers that a client starts from (<c>bootstrap.servers</c>).</summary>
internal static class BrokerList
{
    private const string Allowed = "HOST:PORT, separated by commas, ports from 1 to 65535";

    /// <summary>Reads it, and refuses one that no client could use, in one line that names the key, the value and what is allowed.</summary>
    public static string Read(IConfiguration configuration, string key)
    {
        string list = configuration.ReadRequired(key, Allowed, example: "localhost:9092");
        foreach (string broker in list.Split(',', StringSplitOptions.TrimEntries))
            if (!IsBroker(broker))
                throw new ServiceSettingException($"{key} holds \"{TransactionRules.Printable(broker)}\"; {Allowed} is needed");
        return list;
    }

    // A listener's scheme (PLAINTEXT://host:port) is allowed by librdkafka, too.
    private static bool IsBroker(string broker)
    {
        int scheme = broker.IndexOf("://", StringComparison.Ordinal);
        string address = scheme < 0 ? broker : broker[(scheme + 3)..];
        int colon = address.LastIndexOf(':');
        // A host has a name even without the brackets of IPv6. Digits only: the parser would take a space or a NUL behind them.
        return colon > 0 && !address.AsSpan(0, colon).Trim("[] ").IsEmpty && !address.AsSpan(colon + 1).ContainsAnyExceptInRange('0', '9') && ushort.TryParse(address.AsSpan(colon + 1), out ushort port) && port > 0;
    }
}
