using Confluent.Kafka;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace Explorer.Service.Lag;

/// <summary>Registers the lag monitor.</summary>
internal static class LagExtensions
{
    public static void AddLagMonitor(this IHostApplicationBuilder builder, ClientConfig client)
    {
        builder.Services.AddSingleton<IMessageTimes>(services => new MessageTimes(TimesConsumer(client), services.GetRequiredService<ILogger<MessageTimes>>()));
        builder.Services.AddSingleton<LagAlarm>();
        builder.Services.AddSingleton<LagMonitor>();
        builder.Services.AddHealthChecks().AddCheck<LagHealthCheck>("lag");
        builder.Services.Configure<HealthCheckOptions>(health => health.ResponseWriter = HealthText.WriteAsync);
    }

    internal static ConsumerConfig TimesConsumer(ClientConfig client) => new(client.ToDictionary())
    {
        // The client library asks for a name; no group of it ever comes to be.
        GroupId = "explorer-message-times",
        EnableAutoCommit = false,
        EnableAutoOffsetStore = false,
        EnablePartitionEof = true,
        // What was cut off the log is answered by the oldest message that is left.
        AutoOffsetReset = AutoOffsetReset.Earliest,
        AllowAutoCreateTopics = false,
        FetchWaitMaxMs = 100,
        // One message of each partition is wanted, and a batch is the least that a broker sends.
        QueuedMinMessages = 1,
        FetchMaxBytes = 1 << 20,
        MaxPartitionFetchBytes = 64 << 10,
    };
}
