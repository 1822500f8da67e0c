using Confluent.Kafka;

namespace KafkaAspire.LocalCluster;

/// <summary>What the brokers themselves say about their cluster, asked through a client that keeps quiet.</summary>
internal static class MetadataQuery
{
    private static readonly TimeSpan PerAttempt = TimeSpan.FromSeconds(2);

    /// <summary>A client for brokers that may not be there yet: it tries again soon, and says nothing of what it tried in vain.</summary>
    public static IAdminClient Client(string bootstrapServers) =>
        new AdminClientBuilder(new AdminClientConfig
        {
            BootstrapServers = bootstrapServers,
            ReconnectBackoffMs = 50,
            ReconnectBackoffMaxMs = 250,
            SocketConnectionSetupTimeoutMs = 2000,
        })
        .SetLogHandler((_, _) => { })
        .SetErrorHandler((_, _) => { })
        .Build();

    /// <summary>The cluster's metadata, or null when no broker answers now.</summary>
    public static Metadata? Ask(IAdminClient client)
    {
        try
        {
            return client.GetMetadata(PerAttempt);
        }
        catch (KafkaException)
        {
            return null; // not there yet: whoever asks has a deadline
        }
    }

    /// <summary>Whether metadata names brokers.</summary>
    public static bool Lists(Metadata metadata, IReadOnlyCollection<int> brokers) =>
        brokers.All(id => metadata.Brokers.Exists(known => known.BrokerId == id));

    /// <summary>What the brokers at some ports of 127.0.0.1, which are up, say.</summary>
    /// <exception cref="LocalClusterException">None of them answers.</exception>
    public static Metadata Of(IEnumerable<int> ports)
    {
        using IAdminClient client = Client(string.Join(',', ports.Select(port => $"127.0.0.1:{port}")));
        for (int attempt = 0; attempt < 10; attempt++)
            if (Ask(client) is { } metadata)
                return metadata;
        throw new LocalClusterException("no broker answers a request for metadata");
    }
}
