using Explorer.Service.Cluster;
using Explorer.Service.Components;
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
    builder.AddExplorerPages();

    var app = builder.Build();
    app.UseSecurityHeaders();
    app.UseAntiforgery();
    app.MapDefaultEndpoints();
    app.MapClusterApi();
    app.MapExplorerPages();
    return app;
});
