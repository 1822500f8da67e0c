using Explorer.Service.Audit;
using Explorer.Service.Cluster;
using Explorer.Service.Components;
using Explorer.Service.DeadLetters;
using Explorer.Service.Learn;
using Explorer.Service.Ledger;
using Explorer.Service.Messages;
using Explorer.Service.Producing;
using Explorer.Service.Security;
using Explorer.Service.Telemetry;
using Explorer.Service.TopicData;

return await ServiceRun.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults();
    builder.AddKafkaAdmin();
    builder.AddSecurity();
    builder.AddClusterWatch();
    builder.AddClusterMetrics();
    builder.AddTopics();
    builder.AddMessages();
    builder.AddLedgerDatabase();
    builder.AddAudit();
    builder.AddDeadLetters();
    builder.AddProducing();
    builder.AddLearn();
    builder.AddExplorerPages();

    var app = builder.Build();
    app.UseSecurity();
    app.MapDefaultEndpoints();
    app.MapClusterApi();
    app.MapMessageApi();
    app.MapAuditApi();
    app.MapLanguage();
    app.MapExplorerPages();
    return app;
});
