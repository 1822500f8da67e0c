using System.Data;
using System.Data.Common;
using Npgsql;
using Polly;

namespace Consumer.Service.Ledger;

/// <summary>
/// The ledger in PostgreSQL: binary COPY straight into the entries; where ids repeat, into a staging table, and set-based statements from there.
/// </summary>
internal sealed class PostgresLedger : ILedger, IAsyncDisposable
{
    /// <summary>Where one id repeats more are to be expected: after a replay, or behind a source that sends again.</summary>
    private const int BatchesAfterRepetition = 20;

    private readonly NpgsqlDataSource _source;
    private readonly bool _deduplicate;
    private readonly ResiliencePipeline _retry;
    private readonly ILogger<PostgresLedger> _logger;
    private NpgsqlConnection? _connection;
    private int _toStage;

    public PostgresLedger(NpgsqlConnectionStringBuilder settings, bool deduplicate, ILogger<PostgresLedger> logger)
    {
        Description = $"{settings.Host}:{settings.Port}/{settings.Database}";
        Address = new("postgresql", settings.Database, settings.Host, settings.Port == NpgsqlConnection.DefaultPort ? null : settings.Port);
        _source = NpgsqlDataSource.Create(settings);
        _deduplicate = deduplicate;
        _logger = logger;
        _retry = LedgerRetry.Create(Description, IsTransient, logger);
    }

    public string Description { get; }

    public LedgerAddress Address { get; }

    public async Task CreateSchemaAsync(CancellationToken cancellationToken)
    {
        long deadline = Environment.TickCount64 + (long)LedgerRetry.StartPatience.TotalMilliseconds;
        var patience = LedgerRetry.Create(Description, e => IsTransient(e) && Environment.TickCount64 < deadline, _logger);
        await GuardedAsync(patience, async cancel =>
        {
            var connection = await OpenAsync(cancel);
            await using var question = new NpgsqlCommand(PostgresSchema.AreThere, connection);
            question.Parameters.AddWithValue("unique", _deduplicate);
            if (await question.ExecuteScalarAsync(cancel) is true)
                return true;
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            await using var command = new NpgsqlCommand(PostgresSchema.Tables + (_deduplicate ? PostgresSchema.UniqueIds : ""), connection, transaction);
            await command.ExecuteNonQueryAsync(cancel);
            await transaction.CommitAsync(cancel);
            return true;
        }, cancellationToken);
    }

    public Dictionary<int, long> ReadOffsets(string topic, string log)
    {
        try
        {
            return _retry.Execute(() =>
            {
                using var command = _source.CreateCommand("SELECT partition, next_offset FROM offsets WHERE topic = @topic AND log = @log");
                command.Parameters.AddWithValue("topic", topic);
                command.Parameters.AddWithValue("log", log);
                using var rows = command.ExecuteReader();
                var offsets = new Dictionary<int, long>();
                while (rows.Read())
                    offsets[rows.GetInt32(0)] = rows.GetInt64(1);
                return offsets;
            });
        }
        catch (DbException e)
        {
            throw LedgerRetry.GiveUp(Description, e);
        }
    }

    public async Task<LedgerResult> WriteAsync(LedgerBatch batch, CancellationToken cancellationToken) =>
        await GuardedAsync(_retry, async cancel =>
        {
            var connection = await OpenAsync(cancel);
            if (_toStage > 0)
                _toStage--;
            else
                try
                {
                    return await TransactAsync(connection, batch, write => write.DirectAsync(cancel), cancel);
                }
                catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: PostgresSchema.IdIndex })
                {
                    // Nothing of it was written; once more, the slower way.
                    _toStage = BatchesAfterRepetition;
                }
            return await TransactAsync(connection, batch, write => write.StagedAsync(cancel), cancel);
        }, cancellationToken);

    private static async Task<LedgerResult> TransactAsync(
        NpgsqlConnection connection, LedgerBatch batch, Func<PostgresWrite, Task<LedgerResult>> write, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var result = await write(new(connection, transaction, batch));
        if (result.RefusedPartition is null)
            // Never cancelled: then nobody would know what became of it.
            await transaction.CommitAsync(CancellationToken.None);
        return result;
    }

    public async Task PingAsync(CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand("SELECT 1");
        await command.ExecuteScalarAsync(cancellationToken);
    }

    // One connection for the loop: its staging table lives as long as it does. After any failure it is replaced.
    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (_connection is not null)
            return _connection;
        var connection = await _source.OpenConnectionAsync(cancellationToken);
        _connection = connection;
        await using var command = new NpgsqlCommand(PostgresSchema.Staging, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }

    private async Task<T> GuardedAsync<T>(ResiliencePipeline retry, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await retry.ExecuteAsync(async cancel =>
            {
                try
                {
                    return await work(cancel);
                }
                catch (DbException)
                {
                    await CloseAsync();
                    throw;
                }
                // What the provider says of a connection that broke under its work may be an exception of another kind, as of a COPY that is to be
                // ended on it.
                catch (Exception e) when (e is not OperationCanceledException && _connection is { FullState: not ConnectionState.Open })
                {
                    await CloseAsync();
                    throw new NpgsqlException("the connection broke", new IOException(e.Message, e));
                }
            }, cancellationToken);
        }
        catch (DbException e)
        {
            throw LedgerRetry.GiveUp(Description, e);
        }
    }

    // 08: the connection; 57P: the server is stopping or starting. The provider counts serialisation failures and deadlocks by itself.
    private static bool IsTransient(DbException e) =>
        e.IsTransient || e.SqlState is { } state && (state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("57P", StringComparison.Ordinal));

    private async ValueTask CloseAsync()
    {
        if (_connection is { } connection)
            await connection.DisposeAsync();
        _connection = null;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await _source.DisposeAsync();
    }
}
