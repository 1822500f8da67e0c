using Confluent.Kafka;
using Explorer.Service.Cluster.Wire;
using Explorer.Service.Lag;

namespace Explorer.Service.Cluster;

/// <summary>Registers the watch over the cluster.</summary>
internal static class ClusterWatchExtensions
{
    public static void AddClusterWatch(this IHostApplicationBuilder builder)
    {
        builder.AddExplorerOptions();
        // As ServiceDefaults reads the admin client's settings.
        var client = new AdminClientConfig();
        builder.Configuration.GetSection(BrokerAccess.Section).Bind(client);
        client.BootstrapServers ??= builder.Configuration.ReadBrokers();
        builder.AddLagMonitor(client);
        builder.Services.AddSingleton(BrokerAccess.From(client));
        builder.Services.AddSingleton(BrokerAddress.Parse(client.BootstrapServers!));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ClusterScan>();
        builder.Services.AddSingleton(services => new ClusterWatch(
            services.GetRequiredService<ClusterScan>(), services.GetRequiredService<ExplorerOptions>(),
            services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<ClusterWatch>>()));
        builder.Services.AddSingleton<ClusterHistory>();
        // Before the watch, whose first scan it must not miss.
        builder.Services.AddHostedService(services => services.GetRequiredService<ClusterHistory>());
        builder.Services.AddHostedService(services => services.GetRequiredService<ClusterWatch>());
    }
}
