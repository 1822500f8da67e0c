using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace KafkaAspire.Standalone.CommandLine;

/// <summary>Reads <c>--ledger</c>.</summary>
internal static partial class LedgerValue
{
    public const string Option = "--ledger";
    private const string Allowed = "sqlite, a SQLite connection string (Data Source=FILE), or one of PostgreSQL (Host=...;Username=...;Database=...)";

    public static LedgerChoice Parse(string value)
    {
        if (value == "sqlite")
            return LedgerChoice.OwnFile;
        try
        {
            var keys = new DbConnectionStringBuilder { ConnectionString = value };
            if (keys.ContainsKey("Host") || keys.ContainsKey("Server"))
                return new(LedgerKind.PostgreSql, ParsePostgreSql(value));
            if (keys.ContainsKey("Data Source") || keys.ContainsKey("DataSource") || keys.ContainsKey("Filename"))
                return new(LedgerKind.Sqlite, ParseSqlite(value));
        }
        catch (ArgumentException e)
        {
            throw OptionValue.Wrong(Option, WithoutPassword(value), $"{Allowed} ({e.Message.ReplaceLineEndings(" ")})");
        }
        throw OptionValue.Wrong(Option, WithoutPassword(value), Allowed);
    }

    private static string ParsePostgreSql(string value) => new NpgsqlConnectionStringBuilder(value).ConnectionString;

    // The services run in directories of their own, so the file's path is made absolute; and a database in memory has one process only.
    private static string ParseSqlite(string value)
    {
        var builder = new SqliteConnectionStringBuilder(value);
        if (builder.DataSource is "" or ":memory:" || builder.Mode == SqliteOpenMode.Memory)
            throw OptionValue.Wrong(Option, value, "a SQLite file: one in memory can't be shared between processes");
        builder.DataSource = Path.GetFullPath(builder.DataSource);
        if (!Directory.Exists(Path.GetDirectoryName(builder.DataSource)))
            throw OptionValue.Wrong(Option, value, "a file in a directory that exists");
        return builder.ConnectionString;
    }

    public static string WithoutPassword(string value) => Password().Replace(value, "$1=***");

    [GeneratedRegex(@"(?i)\b(password|pwd|passfile)\s*=\s*('[^']*'|""[^""]*""|[^;]*)")]
    private static partial Regex Password();
}
