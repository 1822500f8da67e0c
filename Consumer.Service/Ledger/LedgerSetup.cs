using Consumer.Service.Delivery;

namespace Consumer.Service.Ledger;

/// <summary>The sink that is a database.</summary>
internal static class LedgerSetup
{
    public static void AddLedger(this IHostApplicationBuilder builder, ConsumerOptions options)
    {
        builder.Services.AddSingleton<LogIdentity>();
        builder.Services.AddSingleton(LedgerConnection.Create(builder.Configuration, options.Deduplicate));
        builder.Services.AddSingleton<ISink, LedgerSink>();
        builder.Services.AddHealthChecks().AddCheck<LedgerHealthCheck>("ledger");
    }
}
