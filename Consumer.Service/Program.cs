using Consumer.Service;
using Consumer.Service.DeadLetters;
using Consumer.Service.Delivery;
using Consumer.Service.Ledger;

if (args is [ReplayCommand.Name, ..])
    return await ReplayCommand.RunAsync(args);
if (args is [CreateCommand.Name])
    return await CreateCommand.RunAsync();

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
