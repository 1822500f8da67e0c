namespace Explorer.Service.Audit;

/// <summary>Registers the audit.</summary>
internal static class AuditExtensions
{
    public static void AddAudit(this IHostApplicationBuilder builder)
    {
        builder.AddKafkaConsumerFactory();
        builder.Services.AddSingleton(services => AuditOptions.Read(builder.Configuration, services.GetRequiredService<ExplorerOptions>()));
        builder.Services.AddSingleton<AuditEngine>();
        builder.Services.AddSingleton<AuditWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<AuditWatch>());
    }
}
