namespace Explorer.Service.Cluster;

/// <summary>Where a broker is.</summary>
/// <param name="Host">Its host.</param>
/// <param name="Port">Its port.</param>
internal sealed record BrokerAddress(string Host, int Port)
{
    /// <summary>Reads a list as clients take it (<c>host:port,[::1]:port,SSL://host:port</c>), that was checked before.</summary>
    public static IReadOnlyList<BrokerAddress> Parse(string brokers) => [.. brokers.Split(',', StringSplitOptions.TrimEntries).Select(One)];

    private static BrokerAddress One(string broker)
    {
        int scheme = broker.IndexOf("://", StringComparison.Ordinal);
        string address = scheme < 0 ? broker : broker[(scheme + 3)..];
        int colon = address.LastIndexOf(':');
        return new(address[..colon].Trim('[', ']'), int.Parse(address.AsSpan(colon + 1)));
    }
}
