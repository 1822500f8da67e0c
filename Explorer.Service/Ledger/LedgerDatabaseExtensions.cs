using KafkaAspire.ServiceDefaults.Hosting;
using Npgsql;

namespace Explorer.Service.Ledger;

/// <summary>Reads <c>ConnectionStrings:ledger</c>, which an Explorer may be without.</summary>
internal static class LedgerDatabaseExtensions
{
    private const string Key = "ConnectionStrings:ledger";
    private const string Allowed = "a PostgreSQL connection string (Host=...;Database=...;Username=...;Password=...) or a SQLite one (Data Source=FILE) is needed, or none";
    private static readonly string[] SqliteKeys = ["Data Source", "DataSource", "Filename"];

    /// <exception cref="ServiceSettingException">Neither database understands the value.</exception>
    public static void AddLedgerDatabase(this IHostApplicationBuilder builder) =>
        builder.Services.AddSingleton(new LedgerConnection(Read(builder.Configuration.GetConnectionString("ledger")))).AddSingleton<LedgerReader>();

    private static LedgerDatabase? Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        try
        {
            if (SqliteKeys.Any(key => text.TrimStart().StartsWith(key, StringComparison.OrdinalIgnoreCase)))
                return LedgerDatabase.Sqlite(new(text));
            var postgres = new NpgsqlConnectionStringBuilder(text);
            if (!string.IsNullOrEmpty(postgres.Host))
                return LedgerDatabase.Postgres(postgres);
        }
        catch (ArgumentException e)
        {
            // The value is not repeated: it may hold a password.
            throw new ServiceSettingException($"{Key} can't be read ({e.Message.ReplaceLineEndings(" ")}); {Allowed}");
        }
        throw new ServiceSettingException($"{Key} names no host and no file; {Allowed}");
    }
}

/// <summary>The ledger that this Explorer was told of.</summary>
/// <param name="Database">The database; null where none was named.</param>
internal sealed record LedgerConnection(LedgerDatabase? Database)
{
    /// <summary>What a page says where there is none.</summary>
    public const string Missing = "No ledger is named (ConnectionStrings:ledger), so what became of a message is not told.";
}
