using Explorer.Service.Audit;
using Explorer.Service.Cluster;
using Explorer.Service.Components;
using Explorer.Service.Ledger;
using Explorer.Service.Security;
using Explorer.Service.Telemetry;

return await ServiceRun.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults();
    builder.AddKafkaAdmin();
    builder.AddLocalHosts();
    builder.AddWriteAccess();
    builder.AddClusterWatch();
    builder.AddClusterMetrics();
    builder.AddLedgerDatabase();
    builder.AddAudit();
    builder.AddExplorerPages();

    var app = builder.Build();
    app.UseSecurityHeaders();
    app.UseAntiforgery();
    app.MapDefaultEndpoints();
    app.MapClusterApi();
    app.MapAuditApi();
    app.MapExplorerPages();
    return app;
});
