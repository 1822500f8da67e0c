namespace Consumer.Service.Handling;

/// <summary>How transactions are handled before they take effect.</summary>
internal static class HandlingSetup
{
    public static void AddHandling(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(HandlingOptions.Read(builder.Configuration));
        builder.Services.AddSingleton<ITransactionHandler, FrozenAccounts>(); // your own handler goes here
        builder.Services.AddSingleton<HandlerAttempts>();
        builder.Services.AddSingleton<BatchHandling>();
    }
}
