using KafkaAspire.ServiceDefaults.Hosting;

namespace KafkaAspire.ServiceDefaults.Kafka;

/// <summary>The list of brokers that a client starts from (<c>bootstrap.servers</c>).</summary>
internal static class BrokerList
{
    private const string Allowed = "a comma-separated list of HOST:PORT, ports from 1 to 65535, is needed";

    /// <summary>Refuses a list that no client could use, in one line that names the key, the value and what is allowed.</summary>
    public static void Check(string key, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            throw new ServiceSettingException($"{key} is not set; {Allowed}");
        foreach (string broker in value.Split(',', StringSplitOptions.TrimEntries))
            if (!IsBroker(broker))
                throw new ServiceSettingException($"{key} holds \"{broker}\"; {Allowed}");
    }

    // A listener's scheme (PLAINTEXT://host:port) is allowed by librdkafka, too.
    private static bool IsBroker(string broker)
    {
        int scheme = broker.IndexOf("://", StringComparison.Ordinal);
        string address = scheme < 0 ? broker : broker[(scheme + 3)..];
        int colon = address.LastIndexOf(':');
        // Digits only: the parser would take a space or a NUL behind them.
        return colon > 0 && !address.AsSpan(colon + 1).ContainsAnyExceptInRange('0', '9') && ushort.TryParse(address.AsSpan(colon + 1), out ushort port) && port > 0;
    }
}
