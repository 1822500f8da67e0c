using KafkaAspire.ServiceDefaults.Hosting;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Consumer.Service.Ledger;

/// <summary>Makes the ledger of the database that <c>ConnectionStrings:ledger</c> names.</summary>
internal static class LedgerConnection
{
    /// <exception cref="ServiceSettingException">Neither database understands the value.</exception>
    public static Func<IServiceProvider, ILedger> Create(IConfiguration configuration, bool deduplicate) => LedgerSetting.Read<Func<IServiceProvider, ILedger>>(
        configuration,
        fallback: "Data Source=ledger.db",
        value =>
        {
            var sqlite = new SqliteConnectionStringBuilder(value);
            return services => ActivatorUtilities.CreateInstance<SqliteLedger>(services, sqlite, deduplicate);
        },
        value => new NpgsqlConnectionStringBuilder(value) is { Host.Length: > 0 } postgres
            ? services => ActivatorUtilities.CreateInstance<PostgresLedger>(services, postgres, deduplicate)
            : null)
        ?? throw new ServiceSettingException("ConnectionStrings:ledger is blank; a connection string is needed, or none");
}
