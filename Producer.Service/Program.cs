using Producer.Service;
using Producer.Service.Sending;

return await ServiceRun.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults();
    builder.AddProducer();

    var app = builder.Build();
    app.MapDefaultEndpoints();
    app.MapProducer();
    app.MapGet("/status", (TransactionSender sender) => sender.ReadFigures());
    app.MapPost("/pause", (Throttle throttle) => throttle.Pause());
    app.MapPost("/resume", (Throttle throttle) => throttle.Resume());
    return app;
});
