using System.Data.Common;
using System.Diagnostics;
using Explorer.Service.Ledger;
using Npgsql;

namespace Explorer.Service.Audit.Effects;

/// <summary>The effects of transactions as entries of the ledger.</summary>
internal sealed class LedgerEffects(LedgerDatabase database) : IEffectSource
{
    // With the index of ids each look-up is a step; without one (a ledger that takes an id twice) each chunk is a scan.
    private const int Chunk = 5_000;
    private const int ChunkWithoutIndex = 100_000;

    /// <summary>Counting all entries may take this part of the time.</summary>
    private const int CountShare = 20;

    private DbConnection? _connection;
    private bool? _hasIndex;
    private long _nextCount;
    private long _mostEntries;

    public string Description => $"the ledger ({database.Description})";

    public IReadOnlyDictionary<int, (long Count, OffsetRanges At)> Repeated { get; } = new Dictionary<int, (long, OffsetRanges)>();

    public async Task<IReadOnlyDictionary<int, long>> ReadSettledAsync(string topic, string log, CancellationToken cancellationToken) =>
        await QueryAsync(async connection =>
        {
            var settled = new Dictionary<int, long>();
            await using var command = Command(connection, "SELECT partition, next_offset FROM offsets WHERE topic = @topic AND log = @log", ("topic", topic), ("log", log));
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                settled[row.GetInt32(0)] = row.GetInt64(1);
            return settled;
        }, [], cancellationToken);

    /// <summary>Whether there is an entry.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public Task<bool> HasAnyAsync(CancellationToken cancellationToken) => QueryAsync(async connection =>
    {
        await using var command = Command(connection, "SELECT count(*) FROM (SELECT 1 FROM entries LIMIT 1) AS one");
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken)) > 0;
    }, false, cancellationToken);

    public Task<bool> CatchUpAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<Dictionary<Guid, List<Effect>>> FindAsync(IReadOnlyCollection<Guid> ids, string topic, CancellationToken cancellationToken) =>
        QueryAsync(async connection =>
        {
            var found = new Dictionary<Guid, List<Effect>>();
            _hasIndex ??= database.IsPostgres || await HasIndexAsync(connection, cancellationToken);
            foreach (var chunk in ids.Chunk(_hasIndex.Value ? Chunk : ChunkWithoutIndex))
            {
                if (database.IsPostgres)
                    await FindInPostgresAsync((NpgsqlConnection)connection, chunk, topic, found, cancellationToken);
                else
                    await FindInSqliteAsync(connection, chunk, topic, found, cancellationToken);
            }
            return found;
        }, [], cancellationToken);

    public Task<string?> FindDisturbanceAsync(string topic, CancellationToken cancellationToken) => QueryAsync<string?>(async connection =>
    {
        if (Stopwatch.GetTimestamp() < _nextCount)
            return null;
        long start = Stopwatch.GetTimestamp();
        // One statement sees one moment: the consumers' own count of what they applied, and the entries that are there.
        await using var command = Command(connection,
            """
            SELECT (SELECT count(*) FROM entries WHERE topic = @topic), (SELECT coalesce(sum(applied), 0) FROM offsets WHERE topic = @topic)
            """, ("topic", topic));
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        long entries = row.GetInt64(0), applied = Convert.ToInt64(row.GetValue(1));
        long now = Stopwatch.GetTimestamp();
        _nextCount = now + (now - start) * CountShare;
        _mostEntries = Math.Max(_mostEntries, entries);
        // Neither happens by itself: entries are only ever added, and each is counted in the transaction that adds it.
        return entries < applied || entries < _mostEntries ? $"{Math.Max(applied, _mostEntries) - entries} entries are gone" : "";
    }, null, cancellationToken);

    private async Task FindInPostgresAsync(
        NpgsqlConnection connection, Guid[] ids, string topic, Dictionary<Guid, List<Effect>> found, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""SELECT id, topic, partition, "offset", seq FROM entries WHERE id = ANY(@ids)""", connection);
        command.Parameters.AddWithValue("ids", ids);
        await TakeAsync(command, topic, found, cancellationToken);
    }

    private async Task FindInSqliteAsync(DbConnection connection, Guid[] ids, string topic, Dictionary<Guid, List<Effect>> found, CancellationToken cancellationToken)
    {
        string list = $"[{string.Join(',', ids.Select(id => $"\"{Convert.ToHexString(id.ToByteArray(bigEndian: true))}\""))}]";
        // Each id is looked up in the index; where there is none, each entry in the list.
        string where = _hasIndex!.Value ? "id IN (SELECT unhex(value) FROM json_each(@ids))" : "hex(id) IN (SELECT value FROM json_each(@ids))";
        await using var command = Command(connection, $"""SELECT id, topic, partition, "offset", seq FROM entries WHERE {where}""", ("ids", list));
        await TakeAsync(command, topic, found, cancellationToken);
    }

    private async Task TakeAsync(DbCommand command, string topic, Dictionary<Guid, List<Effect>> found, CancellationToken cancellationToken)
    {
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var id = database.ReadId(row, 0);
            if (!found.TryGetValue(id, out var effects))
                found[id] = effects = new(1);
            effects.Add(new(new(row.GetString(1) == topic ? row.GetInt32(2) : -1, row.GetInt64(3)), row.GetInt64(4)));
        }
    }

    private static async Task<bool> HasIndexAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, "SELECT count(*) FROM sqlite_master WHERE type = 'index' AND name = 'entries_id'");
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken)) == 1;
    }

    // One connection for all passes; after an error another one.
    private async Task<T> QueryAsync<T>(Func<DbConnection, Task<T>> query, T none, CancellationToken cancellationToken)
    {
        try
        {
            _connection ??= await database.OpenAsync(cancellationToken);
            return await database.HasTablesAsync(_connection, cancellationToken) ? await query(_connection) : none;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private static DbCommand Command(DbConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        return command;
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        _connection = null;
    }
}
