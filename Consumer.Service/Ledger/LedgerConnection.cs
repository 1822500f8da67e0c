using KafkaAspire.ServiceDefaults.Hosting;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Consumer.Service.Ledger;

/// <summary>Tells from <c>ConnectionStrings:ledger</c> which database holds the ledger.</summary>
internal static class LedgerConnection
{
    private const string Key = "ConnectionStrings:ledger";
    private const string Allowed = "a PostgreSQL connection string (Host=...;Database=...;Username=...;Password=...) or a SQLite one (Data Source=FILE) is needed";
    private static readonly string[] SqliteKeys = ["Data Source", "DataSource", "Filename"];

    /// <exception cref="ServiceSettingException">Neither database understands the value.</exception>
    public static Func<IServiceProvider, ILedger> Create(string? connectionString, bool deduplicate)
    {
        connectionString = string.IsNullOrWhiteSpace(connectionString) ? "Data Source=ledger.db" : connectionString;
        try
        {
            if (SqliteKeys.Any(key => connectionString.TrimStart().StartsWith(key, StringComparison.OrdinalIgnoreCase)))
            {
                var sqlite = new SqliteConnectionStringBuilder(connectionString);
                return services => ActivatorUtilities.CreateInstance<SqliteLedger>(services, sqlite, deduplicate);
            }
            var postgres = new NpgsqlConnectionStringBuilder(connectionString);
            if (!string.IsNullOrEmpty(postgres.Host))
                return services => ActivatorUtilities.CreateInstance<PostgresLedger>(services, postgres, deduplicate);
        }
        catch (ArgumentException e)
        {
            // The value is not repeated: it may hold a password.
            throw new ServiceSettingException($"{Key} can't be read ({e.Message.ReplaceLineEndings(" ")}); {Allowed}");
        }
        throw new ServiceSettingException($"{Key} names no host and no file; {Allowed}");
    }
}
