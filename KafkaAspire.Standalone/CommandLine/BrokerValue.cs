using System.Globalization;

namespace KafkaAspire.Standalone.CommandLine;

/// <summary>Reads <c>--brokers</c>.</summary>
internal static class BrokerValue
{
    public const string Option = "--brokers";
    private const string Allowed = "auto, embedded, kafka, or the addresses of a cluster that runs already: HOST:PORT,HOST:PORT";

    public static BrokerChoice Parse(string value) => value switch
    {
        "auto" => new(BrokerKind.Auto, null),
        "embedded" => new(BrokerKind.Embedded, null),
        "kafka" => new(BrokerKind.Kafka, null),
        _ => new(BrokerKind.Existing, ParseAddresses(value)),
    };

    private static string ParseAddresses(string value)
    {
        string[] addresses = value.Split(',', StringSplitOptions.TrimEntries);
        return addresses.All(IsAddress) ? string.Join(',', addresses) : throw OptionValue.Wrong(Option, value, Allowed);
    }

    private static bool IsAddress(string address)
    {
        int colon = address.LastIndexOf(':');
        if (colon < 1 || !ushort.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) || port == 0)
            return false;
        string host = address[..colon];
        return host is ['[', .., ']'] ? Uri.CheckHostName(host) == UriHostNameType.IPv6 : Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4;
    }
}
