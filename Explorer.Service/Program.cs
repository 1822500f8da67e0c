using KafkaAspire.Explorer;
using KafkaAspire.Explorer.Cluster;
using KafkaAspire.Explorer.Components;
using KafkaAspire.Explorer.Security;
using KafkaAspire.Explorer.Telemetry;

return await ServiceRun.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults();
    builder.AddKafkaAdmin();
    builder.AddExplorerOptions();
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
