using Confluent.Kafka;

namespace Explorer.Service.Cluster;

/// <summary>Registers the watch over the cluster.</summary>
internal static class ClusterWatchExtensions
{
    public static void AddClusterWatch(this IHostApplicationBuilder builder)
    {
        builder.AddExplorerOptions();
        // Where ServiceDefaults takes the admin client's settings from.
        var security = builder.Configuration.GetValue<SecurityProtocol?>("Aspire:Confluent:Kafka:Admin:Config:SecurityProtocol");
        builder.Services.AddSingleton(new BrokerListeners(ArePlain: security is null or SecurityProtocol.Plaintext));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ClusterScan>();
        builder.Services.AddSingleton(services => new ClusterWatch(
            services.GetRequiredService<ClusterScan>(), services.GetRequiredService<ExplorerOptions>(),
            services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<ClusterWatch>>()));
        builder.Services.AddHostedService(services => services.GetRequiredService<ClusterWatch>());
    }
}
