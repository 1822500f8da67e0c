using Explorer.Service;
using Explorer.Service.Security;

NativeMemory.ShareAreas();
return await ServiceRun.RunAsync(args, () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults();
    builder.AddKafkaAdmin();
    builder.AddSecurity();
    builder.AddExplorer();

    var app = builder.Build();
    app.UseSecurity();
    app.MapDefaultEndpoints();
    app.MapExplorer();
    return app;
});
