using Microsoft.Extensions.Configuration;

namespace KafkaAspire.ServiceDefaults.Hosting;

/// <summary>Tells from <c>ConnectionStrings:ledger</c> which database holds the ledger: a SQLite file or PostgreSQL.</summary>
public static class LedgerSetting
{
    private const string Key = "ConnectionStrings:ledger";
    private const string Allowed = "a PostgreSQL connection string (Host=...;Database=...;Username=...;Password=...) or a SQLite one (Data Source=FILE)";
    private static readonly string[] SqliteKeys = ["Data Source", "DataSource", "Filename"];

    /// <summary>Hands the value to the database's own reader.</summary>
    /// <param name="configuration">Where to read.</param>
    /// <param name="fallback">The connection string that holds when none is given; empty for no ledger.</param>
    /// <param name="sqlite">Reads it as one of SQLite.</param>
    /// <param name="postgres">Reads it as one of PostgreSQL; gives null where it names no host.</param>
    /// <returns>What the reader made of it; null where there is no ledger.</returns>
    /// <exception cref="ServiceSettingException">Neither understands the value.</exception>
    public static T? Read<T>(IConfiguration configuration, string fallback, Func<string, T> sqlite, Func<string, T?> postgres)
        where T : class
    {
        string value = configuration.ReadText(Key, fallback, Allowed);
        if (string.IsNullOrWhiteSpace(value))
            value = fallback;
        if (value.Length == 0)
            return null;
        try
        {
            if (SqliteKeys.Any(key => value.TrimStart().StartsWith(key, StringComparison.OrdinalIgnoreCase)))
                return sqlite(value);
            if (postgres(value) is { } database)
                return database;
        }
        // Npgsql looks up some keywords that it does not know, such as "m", without catching that they are not there; SQLite's reader lets a number that is too large overflow.
        catch (Exception e) when (e is ArgumentException or KeyNotFoundException or OverflowException or FormatException)
        {
            // Neither the value is repeated nor what the reader says of it: where a "=" is missing, it takes a password for a keyword and names it.
            throw new ServiceSettingException($"{Key} can't be read (it may hold a password and is not repeated); {Allowed} is needed");
        }
        throw new ServiceSettingException($"{Key} names no host and no file; {Allowed} is needed");
    }
}
