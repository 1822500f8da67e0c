using Aspire.Hosting;
using Confluent.Kafka;
using KafkaAspire.Hosting.Brokers;
using Microsoft.Extensions.Logging;

namespace KafkaAspire.Hosting.Health;

/// <summary>
/// The one client with which the AppHost looks at a cluster, for as long as it runs. It produces nothing, and what librdkafka has to say about brokers that
/// are not up yet goes to <see cref="ILogger"/>.
/// </summary>
internal sealed partial class ClusterClient(KafkaClusterResource cluster, ILoggerFactory loggers) : IDisposable
{
    private readonly SemaphoreSlim _making = new(1, 1);
    private readonly ILogger _logger = loggers.CreateLogger($"KafkaAspire.Hosting.{cluster.Name}");
    private IAdminClient? _client;

    /// <summary>The client, made when the brokers' ports are known.</summary>
    public async ValueTask<IAdminClient> GetAsync(CancellationToken cancellation)
    {
        if (_client is { } made)
            return made;
        await _making.WaitAsync(cancellation);
        try
        {
            return _client ??= await MakeAsync(cancellation);
        }
        finally
        {
            _making.Release();
        }
    }

    /// <summary>What the cluster says of its brokers, topics and partitions.</summary>
    /// <exception cref="KafkaException">No broker answered in time.</exception>
    public async Task<Metadata> GetMetadataAsync(TimeSpan patience, CancellationToken cancellation)
    {
        var client = await GetAsync(cancellation);
        // The call blocks; its own deadline ends it.
        return await Task.Run(() => client.GetMetadata(patience), cancellation);
    }

    private async Task<IAdminClient> MakeAsync(CancellationToken cancellation)
    {
        var config = new AdminClientConfig
        {
            BootstrapServers = await cluster.ConnectionStringExpression.GetValueAsync(cancellation),
            ClientId = "apphost",
            LogConnectionClose = false,
            ReconnectBackoffMaxMs = 2_000,
        };
        var (sasl, tls) = (cluster.Settings.Sasl, cluster.Settings.Tls);
        config.SecurityProtocol = Enum.Parse<SecurityProtocol>(SecurityProtocols.Client(sasl is not null, tls is not null));
        if (tls is not null)
            config.SslCaPem = await ClusterTls.TextAsync(tls.Authority, cancellation);
        if (sasl is not null)
        {
            // The brokers' own user logs in by PLAIN, which the published port does not offer, so this is the clients' user.
            config.SaslMechanism = SaslMechanism.ScramSha512;
            config.SaslUsername = sasl.User;
            config.SaslPassword = await sasl.Password.GetValueAsync(cancellation);
        }
        return new AdminClientBuilder(config)
            .SetLogHandler((_, message) => Log(Level(message), message.Facility, message.Message))
            // Errors are told a second time, and the health checks report what follows from them.
            .SetErrorHandler((_, error) => Log(LogLevel.Debug, "ERROR", error.Reason))
            .Build();
    }

    // A broker that is not up (yet) is what the health checks are there to tell; as a log line a second it would drown everything else.
    private static LogLevel Level(LogMessage message) => message.Facility is "FAIL" or "ERROR"
        ? LogLevel.Debug
        : (LogLevel)message.LevelAs(LogLevelType.MicrosoftExtensionsLogging);

    [LoggerMessage("{Facility}: {Text}")]
    private partial void Log(LogLevel level, string facility, string text);

    public void Dispose()
    {
        _client?.Dispose();
        _making.Dispose();
    }
}
