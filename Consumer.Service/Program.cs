using Consumer.Service;
using Consumer.Service.DeadLetters;
using Consumer.Service.Delivery;

if (args is [ReplayCommand.Name, ..])
    return await ReplayCommand.RunAsync(args);

return await ServiceRun.RunAsync(args, () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults();
    builder.AddConsumer();

    var app = builder.Build();
    app.MapDefaultEndpoints();
    app.MapGet("/status", (ConsumerStatus status) => status.Read());
    return app;
});
