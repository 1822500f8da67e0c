namespace Explorer.Service.Audit;

/// <summary>Registers the audit.</summary>
internal static class AuditExtensions
{
    public static void AddAudit(this IHostApplicationBuilder builder)
    {
        builder.AddKafkaConsumerFactory();
        // Read at once, so that a wrong setting is told before a client is started.
        builder.Services.AddSingleton(AuditOptions.Read(builder.Configuration, ExplorerOptionsExtensions.Read(builder.Configuration)));
        builder.Services.AddSingleton<AuditEngine>();
        builder.Services.AddSingleton<AuditWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<AuditWatch>());
    }
}
