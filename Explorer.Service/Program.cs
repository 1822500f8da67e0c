using Explorer.Service.Audit;
using Explorer.Service.Cluster;
using Explorer.Service.Components;
using Explorer.Service.DeadLetters;
using Explorer.Service.Learn;
using Explorer.Service.Ledger;
using Explorer.Service.Producing;
using Explorer.Service.Security;
using Explorer.Service.Telemetry;

return await ServiceRun.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults();
    builder.AddKafkaAdmin();
    builder.AddSecurity();
    builder.AddClusterWatch();
    builder.AddClusterMetrics();
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
    app.MapAuditApi();
    app.MapLanguage();
    app.MapExplorerPages();
    return app;
});
