using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Explorer.Service.Ledger;

/// <summary>
/// The ledger's database, which consumers write and the Explorer only reads: by its own few statements and none of the consumers' code, so that
/// what it finds does not depend on them.
/// </summary>
internal sealed class LedgerDatabase
{
    private const int ConnectSeconds = 3;

    private readonly string _connectionString;

    private LedgerDatabase(string connectionString, bool isPostgres, string description) =>
        (_connectionString, IsPostgres, Description) = (connectionString, isPostgres, description);

    /// <summary>Whether it is PostgreSQL; otherwise it is SQLite.</summary>
    public bool IsPostgres { get; }

    /// <summary>The database in words for people, without secrets.</summary>
    public string Description { get; }

    public static LedgerDatabase Postgres(NpgsqlConnectionStringBuilder settings) => new(
        new NpgsqlConnectionStringBuilder(settings.ToString()) { Timeout = ConnectSeconds, ApplicationName = settings.ApplicationName ?? "explorer" }.ToString(),
        isPostgres: true, $"PostgreSQL {settings.Host}, database {settings.Database}");

    public static LedgerDatabase Sqlite(SqliteConnectionStringBuilder settings) => new(
        // Read-only never makes the file; a pool would keep a file open that is to be deleted.
        new SqliteConnectionStringBuilder(settings.ToString()) { Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = ConnectSeconds }.ToString(),
        isPostgres: false, $"SQLite, {Path.GetFileName(settings.DataSource)}");

    /// <summary>Opens a connection; the caller disposes it.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        DbConnection connection = IsPostgres ? new NpgsqlConnection(_connectionString) : new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether a consumer has made the tables yet.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public async Task<bool> HasTablesAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = IsPostgres
            ? "SELECT CASE WHEN to_regclass('offsets') IS NULL THEN 0 ELSE 1 END"
            : "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'offsets'";
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken)) == 1;
    }

    /// <summary>Reads a transaction's id.</summary>
    public Guid ReadId(DbDataReader row, int column) => IsPostgres ? row.GetGuid(column) : new Guid(row.GetFieldValue<byte[]>(column), bigEndian: true);

    /// <summary>A transaction's id as the database takes it for a parameter.</summary>
    public object ToParameter(Guid id) => IsPostgres ? id : id.ToByteArray(bigEndian: true);

    /// <summary>An error of the database in one line for a person.</summary>
    public string Describe(DbException e) => IsPostgres || e is not SqliteException { SqliteErrorCode: 14 }
        ? $"{Description}: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}."
        : $"{Description}: there is no such file yet.";
}
