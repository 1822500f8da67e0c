using Producer.Service;

return await ServiceRun.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults();
    builder.AddProducer();

    var app = builder.Build();
    app.MapDefaultEndpoints();
    app.MapProducer();
    return app;
});
