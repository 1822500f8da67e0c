using Producer.Service;
using Producer.Service.Sources;

return await ServiceRun.RunAsync(args, () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults();
    builder.AddProducer();

    var app = builder.Build();
    app.MapDefaultEndpoints();
    app.MapProducer();
    return app;
});
