using Explorer.Service.Audit;
using Explorer.Service.Cluster;
using Explorer.Service.Components;
using Explorer.Service.DeadLetters;
using Explorer.Service.Learn;
using Explorer.Service.Ledger;
using Explorer.Service.Messages;
using Explorer.Service.Producing;
using Explorer.Service.Telemetry;
using Explorer.Service.TopicData;

namespace Explorer.Service;

/// <summary>What the service is made of: a watch over the cluster, readers of its topics and of the ledger, and pages that show what they find.</summary>
internal static class ExplorerSetup
{
    public static void AddExplorer(this WebApplicationBuilder builder)
    {
        builder.AddClusterWatch();
        builder.AddClusterMetrics();
        builder.AddTopics();
        builder.AddMessages();
        builder.AddLedgerDatabase();
        builder.AddAudit();
        builder.AddKafkaProducerFactory<byte[]?, byte[]?>(_ => { });
        builder.AddDeadLetters();
        builder.AddProducing();
        builder.AddLearn();
        builder.AddExplorerPages();
    }

    public static void MapExplorer(this WebApplication app)
    {
        app.MapClusterApi();
        app.MapMessageApi();
        app.MapAuditApi();
        app.MapLanguage();
        app.MapExplorerPages();
    }
}
