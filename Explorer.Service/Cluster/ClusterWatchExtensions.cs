using Confluent.Kafka;

namespace KafkaAspire.Explorer.Cluster;

/// <summary>Registers the watch over the cluster.</summary>
internal static partial class ClusterWatchExtensions
{
    public static void AddClusterWatch(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(services => CreateCommittedOffsets(builder.Configuration, services.GetRequiredService<ILogger<CommittedOffsets>>()));
        builder.Services.AddSingleton<ClusterScan>();
        builder.Services.AddSingleton(services => new ClusterWatch(
            services.GetRequiredService<ClusterScan>(), services.GetRequiredService<ExplorerOptions>(),
            services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<ClusterWatch>>()));
        builder.Services.AddHostedService(services => services.GetRequiredService<ClusterWatch>());
    }

    private static CommittedOffsets CreateCommittedOffsets(IConfiguration configuration, ILogger logger)
    {
        // The admin client's settings, security among them, are this client's too.
        var config = new ConsumerConfig();
        configuration.GetSection("Aspire:Confluent:Kafka:Admin:Config").Bind(config);
        config.BootstrapServers ??= configuration.GetConnectionString(KafkaClientExtensions.ConnectionName);
        config.ClientId ??= "explorer-offsets";
        config.GroupId = "kafkaaspire-explorer";
        return new(config, message => LogClient(logger, message.Name, message.Message));
    }

    // The admin client beside it logs the same troubles at their own level.
    [LoggerMessage(LogLevel.Debug, "{Client}: {Text}")]
    private static partial void LogClient(ILogger logger, string client, string text);
}
