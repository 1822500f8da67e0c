using KafkaAspire.ServiceDefaults.Hosting;

namespace Consumer.Service.Ledger;

/// <summary>The command <c>create-ledger</c>: makes the ledger's tables, as a role that may, for consumers that run as one that may not.</summary>
internal static class CreateCommand
{
    public const string Name = "create-ledger";

    /// <summary>Runs it.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        try
        {
            builder.Services.AddSingleton(LedgerConnection.Create(builder.Configuration, builder.Configuration.ReadSwitch("Consumer:Deduplicate", true)));
            using var host = builder.Build();
            var ledger = host.Services.GetRequiredService<ILedger>();
            await ledger.CreateSchemaAsync(CancellationToken.None);
            await Console.Out.WriteLineAsync($"the tables of {ledger.Description} are there");
            return ServiceExit.Success;
        }
        catch (ServiceSettingException e)
        {
            return ServiceRun.Refuse(e.Message, ServiceExit.WrongUsage);
        }
        catch (LedgerException e)
        {
            return ServiceRun.Refuse(e.Message, ServiceExit.Failure);
        }
    }
}
