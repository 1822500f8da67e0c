using KafkaAspire.ServiceDefaults.Hosting;
using Npgsql;

namespace Explorer.Service.Ledger;

/// <summary>Reads <c>ConnectionStrings:ledger</c>, which an Explorer may be without.</summary>
internal static class LedgerDatabaseExtensions
{
    /// <exception cref="ServiceSettingException">Neither database understands the value.</exception>
    public static void AddLedgerDatabase(this IHostApplicationBuilder builder) =>
        builder.Services.AddSingleton(new LedgerConnection(LedgerSetting.Read(
            builder.Configuration,
            fallback: "",
            value => LedgerDatabase.Sqlite(new(value)),
            value => new NpgsqlConnectionStringBuilder(value) is { Host.Length: > 0 } postgres ? LedgerDatabase.Postgres(postgres) : null))).AddSingleton<LedgerReader>();
}

/// <summary>The ledger that this Explorer was told of.</summary>
/// <param name="Database">The database; null where none was named.</param>
internal sealed record LedgerConnection(LedgerDatabase? Database)
{
    /// <summary>What a page says where there is none.</summary>
    public const string Missing = "No ledger is named (ConnectionStrings:ledger), so what became of a message is not told.";
}
