using System.Data.Common;

namespace Explorer.Service.Ledger;

/// <summary>Finds what became of single messages in the ledger, and where its consumers stand in a topic.</summary>
internal sealed class LedgerReader(LedgerConnection ledger)
{
    private const int AnswerSeconds = 5;
    private const string Entry = """SELECT seq, id, topic, partition, "offset" FROM entries WHERE """;

    /// <summary>Whether a ledger is named at all.</summary>
    public bool IsNamed => ledger.Database is not null;

    /// <summary>The entry of a transaction; null if the ledger has none. There is an index for it.</summary>
    /// <exception cref="LedgerUnreadableException">The database does not answer.</exception>
    public Task<FoundEntry?> FindAsync(Guid id, CancellationToken cancellationToken) => AskAsync((database, command) =>
    {
        command.CommandText = Entry + "id = @id ORDER BY seq LIMIT 1";
        Add(command, "id", database.ToParameter(id));
    }, async (database, rows) => await rows.ReadAsync(cancellationToken) ? Read(database, rows) : null, cancellationToken);

    /// <summary>The entry that a message became; null if it became none. There is no index for it: of a large ledger ask by the transaction's id.</summary>
    /// <exception cref="LedgerUnreadableException">The database does not answer.</exception>
    public Task<FoundEntry?> FindAsync(string topic, int partition, long offset, CancellationToken cancellationToken) => AskAsync((_, command) =>
    {
        command.CommandText = Entry + """topic = @topic AND partition = @partition AND "offset" = @offset ORDER BY seq LIMIT 1""";
        Add(command, "topic", topic);
        Add(command, "partition", partition);
        Add(command, "offset", offset);
    }, async (database, rows) => await rows.ReadAsync(cancellationToken) ? Read(database, rows) : null, cancellationToken);

    /// <summary>The topics whose offsets the ledger keeps itself, as it does for exactly-once.</summary>
    /// <exception cref="LedgerUnreadableException">The database does not answer.</exception>
    public async Task<IReadOnlyList<string>> TopicsWithOffsetsAsync(CancellationToken cancellationToken) =>
        await AskAsync((_, command) => command.CommandText = "SELECT DISTINCT topic FROM offsets ORDER BY topic", async (_, rows) =>
        {
            var topics = new List<string>();
            while (await rows.ReadAsync(cancellationToken))
                topics.Add(rows.GetString(0));
            return topics;
        }, cancellationToken) ?? [];

    // Null where no ledger is named or no consumer has made its tables yet.
    private async Task<T?> AskAsync<T>(
        Action<LedgerDatabase, DbCommand> question, Func<LedgerDatabase, DbDataReader, Task<T?>> read, CancellationToken cancellationToken) where T : class
    {
        if (ledger.Database is not { } database)
            return null;
        try
        {
            await using var connection = await database.OpenAsync(cancellationToken);
            if (!await database.HasTablesAsync(connection, cancellationToken))
                return null;
            await using var command = connection.CreateCommand();
            command.CommandTimeout = AnswerSeconds;
            question(database, command);
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            return await read(database, rows);
        }
        catch (DbException e)
        {
            throw new LedgerUnreadableException(database.Describe(e), e);
        }
    }

    private static FoundEntry Read(LedgerDatabase database, DbDataReader row) =>
        new(row.GetInt64(0), database.ReadId(row, 1), row.GetString(2), row.GetInt32(3), row.GetInt64(4));

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}

/// <summary>An entry of the ledger, and the message that it came from.</summary>
/// <param name="Number">Its number in the ledger.</param>
/// <param name="Id">The transaction's id.</param>
/// <param name="Topic">The message's topic.</param>
/// <param name="Partition">Its partition.</param>
/// <param name="Offset">Its offset.</param>
internal sealed record FoundEntry(long Number, Guid Id, string Topic, int Partition, long Offset);

/// <summary>The ledger does not answer. The message is one line for a person.</summary>
internal sealed class LedgerUnreadableException(string message, Exception inner) : Exception(message, inner);
