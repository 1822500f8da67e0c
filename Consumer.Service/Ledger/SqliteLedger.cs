using System.Data.Common;
using Microsoft.Data.Sqlite;
using Polly;

namespace Consumer.Service.Ledger;

/// <summary>The ledger in a SQLite file, which several consumers on one machine may share: one writes at a time, the others wait.</summary>
internal sealed class SqliteLedger : ILedger, IDisposable
{
    private readonly SqliteConnectionStringBuilder _settings;
    private readonly bool _deduplicate;
    private readonly ResiliencePipeline _retry;
    private SqliteConnection? _connection;

    /// <summary>How long one attempt waits for another writer; between two attempts it can be called off.</summary>
    private const int LockSeconds = 2;

    public SqliteLedger(SqliteConnectionStringBuilder settings, bool deduplicate, ILogger<SqliteLedger> logger)
    {
        _settings = new(settings.ToString()) { DefaultTimeout = LockSeconds };
        _deduplicate = deduplicate;
        _retry = LedgerRetry.Create(Description, IsTransient, logger);
    }

    public string Description => _settings.DataSource;

    public LedgerAddress Address => new("sqlite", Path.GetFileName(_settings.DataSource));

    public Task CreateSchemaAsync(CancellationToken cancellationToken)
    {
        Guarded(() =>
        {
            // No transaction around it: where everything is there already, nobody needs to wait for a writer.
            Execute(SqliteSchema.Tables + (_deduplicate ? SqliteSchema.UniqueIds : ""), Open());
            return true;
        }, cancellationToken);
        return Task.CompletedTask;
    }

    public Dictionary<int, long> ReadOffsets(string topic, string log) => Guarded(() =>
    {
        // A connection of its own: partitions may come while a batch is being written.
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT partition, next_offset FROM offsets WHERE topic = $topic AND log = $log";
        command.Parameters.AddWithValue("$topic", topic);
        command.Parameters.AddWithValue("$log", log);
        using var rows = command.ExecuteReader();
        var offsets = new Dictionary<int, long>();
        while (rows.Read())
            offsets[rows.GetInt32(0)] = rows.GetInt64(1);
        return offsets;
    }, CancellationToken.None);

    public Task<LedgerResult> WriteAsync(LedgerBatch batch, CancellationToken cancellationToken) =>
        Task.FromResult(Guarded(() => Write(batch), cancellationToken));

    public Task PingAsync(CancellationToken cancellationToken)
    {
        // A connection of its own: health is asked for on another thread than the loop's.
        using var connection = new SqliteConnection(_settings.ToString());
        connection.Open();
        return Task.CompletedTask;
    }

    private LedgerResult Write(LedgerBatch batch)
    {
        // Immediate: a transaction that reads first and writes later would fail at the upgrade instead of waiting for its turn.
        using var transaction = Open().BeginTransaction(deferred: false);
        var writer = new SqliteWrite(transaction);
        var result = writer.Write(batch);
        if (result.RefusedPartition is null)
            transaction.Commit();
        return result;
    }

    // A connection that failed is not used again.
    private T Guarded<T>(Func<T> work, CancellationToken cancellationToken)
    {
        try
        {
            return _retry.Execute(_ =>
            {
                try
                {
                    return work();
                }
                catch (DbException)
                {
                    Dispose();
                    throw;
                }
            }, cancellationToken);
        }
        catch (DbException e)
        {
            throw LedgerRetry.GiveUp(Description, e);
        }
    }

    private SqliteConnection Open()
    {
        if (_connection is not null)
            return _connection;
        _connection = Connect();
        return _connection;
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_settings.ToString());
        connection.Open();
        // SQLite's own wait for a lock; the provider's would look only every 150 ms.
        Execute($"PRAGMA busy_timeout = {LockSeconds}000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;", connection);
        return connection;
    }

    private static void Execute(string sql, SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static bool IsTransient(DbException e) => e is SqliteException { SqliteErrorCode: 5 or 6 }; // SQLITE_BUSY, SQLITE_LOCKED

    public void Dispose()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
