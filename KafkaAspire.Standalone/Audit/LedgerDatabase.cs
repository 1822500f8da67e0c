using System.Data.Common;
using KafkaAspire.Contracts;
using KafkaAspire.Standalone.CommandLine;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace KafkaAspire.Standalone.Audit;

/// <summary>The audit's second source: the ledger, read by its own few statements and none of the consumers' code.</summary>
/// <exception cref="DbException">Every method: the database does not answer.</exception>
internal sealed class LedgerDatabase(LedgerKind kind, string connectionString)
{
    /// <summary>The last entry there is; 0 for a ledger that is empty or not there yet. Entries above belong to this run.</summary>
    public long ReadBaseline() => IsMissingFile ? 0 : Scalar("SELECT coalesce(max(seq), 0) FROM entries");

    public IEnumerable<AppliedTransaction> ReadApplied(long baseline)
    {
        using var connection = Open();
        if (!HasTables(connection))
            yield break;
        using var command = Command(connection,
            """SELECT id, account, kind, counter_account, amount, currency, partition, "offset" FROM entries WHERE seq > @baseline""", baseline);
        using var row = command.ExecuteReader();
        while (row.Read())
            yield return new(ReadId(row), TransactionFingerprint.Of(row.GetString(1), (TransactionKind)row.GetInt16(2),
                row.IsDBNull(3) ? null : row.GetString(3), row.GetInt64(4), row.GetString(5)), new Place(row.GetInt32(6), row.GetInt64(7)));
    }

    /// <summary>Which of some ids were in the ledger before this run.</summary>
    public IReadOnlySet<Guid> FindEarlier(IReadOnlySet<Guid> ids, long baseline)
    {
        var found = new HashSet<Guid>();
        using var connection = Open();
        if (baseline == 0 || !HasTables(connection))
            return found;
        using var command = Command(connection, "SELECT id FROM entries WHERE seq <= @baseline", baseline);
        using var row = command.ExecuteReader();
        while (row.Read())
            if (ReadId(row) is var id && ids.Contains(id))
                found.Add(id);
        return found;
    }

    /// <summary>How many of this run's effects belong to a transaction that had taken effect before the run.</summary>
    public long CountAppliedAgain(long baseline) => baseline == 0 ? 0 : Scalar(
        "SELECT count(*) FROM entries WHERE seq > @baseline AND id IN (SELECT id FROM entries WHERE seq <= @baseline)", baseline);

    /// <summary>This run's entries per partition, without their contents.</summary>
    public IReadOnlyList<LedgerTotals> ReadTotals(long baseline, RunScope scope)
    {
        var totals = new List<LedgerTotals>();
        using var connection = Open();
        if (!HasTables(connection))
            return totals;
        using var command = Command(connection,
            $"SELECT partition, count(*), count(DISTINCT id), CAST(sum(amount) AS bigint) FROM entries WHERE seq > @baseline{NotBefore(scope)} GROUP BY partition", baseline);
        using var row = command.ExecuteReader();
        while (row.Read())
            totals.Add(new(row.GetInt32(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)));
        return totals;
    }

    /// <summary>How many transactions this run's entries are for, over all partitions.</summary>
    public long CountDistinct(long baseline, RunScope scope) =>
        Scalar($"SELECT count(DISTINCT id) FROM entries WHERE seq > @baseline{NotBefore(scope)}", baseline);

    // Numbers of our own, so they may stand in the statement.
    private static string NotBefore(RunScope scope) => string.Concat(scope.Start.Where(start => start.Value > 0)
        .Select(start => $""" AND NOT (partition = {start.Key} AND "offset" < {start.Value})"""));

    /// <summary>How far each partition of each log is settled in the ledger, which exactly-once keeps there; a topic made anew is another log.</summary>
    public IReadOnlyDictionary<(string Log, int Partition), long> ReadOffsets()
    {
        var offsets = new Dictionary<(string, int), long>();
        if (IsMissingFile)
            return offsets;
        using var connection = Open();
        if (!HasTables(connection))
            return offsets;
        using var command = Command(connection, "SELECT log, partition, next_offset FROM offsets WHERE topic = 'transactions'");
        using var row = command.ExecuteReader();
        while (row.Read())
            offsets[(row.GetString(0), row.GetInt32(1))] = row.GetInt64(2);
        return offsets;
    }

    /// <summary>Balances that are not what the entries add up to, of the whole ledger: how many, and the first few.</summary>
    public (long Count, IReadOnlyList<string> Examples) FindWrongBalances()
    {
        var examples = new List<string>();
        long count = 0;
        using var connection = Open();
        if (!HasTables(connection))
            return (0, examples);
        using var command = Command(connection, """
            WITH figures AS (
                SELECT account, currency, CASE kind WHEN 1 THEN amount ELSE -amount END AS expected, 0 AS stored FROM entries
                UNION ALL SELECT counter_account, currency, amount, 0 FROM entries WHERE kind = 3
                UNION ALL SELECT account, currency, 0, balance FROM balances)
            SELECT account, currency, CAST(sum(expected) AS bigint), CAST(sum(stored) AS bigint) FROM figures
            GROUP BY account, currency HAVING sum(expected) <> sum(stored)
            """);
        using var row = command.ExecuteReader();
        while (row.Read())
            if (++count <= 3)
                examples.Add($"balance: account {row.GetString(0)} has {row.GetInt64(3)} {row.GetString(1)}, its entries add up to {row.GetInt64(2)}");
        return (count, examples);
    }

    // To open it would make it.
    private bool IsMissingFile => kind == LedgerKind.Sqlite && !File.Exists(new SqliteConnectionStringBuilder(connectionString).DataSource);

    private long Scalar(string sql, long baseline = 0)
    {
        using var connection = Open();
        if (!HasTables(connection))
            return 0;
        using var command = Command(connection, sql, baseline);
        return Convert.ToInt64(command.ExecuteScalar());
    }

    private DbConnection Open()
    {
        DbConnection connection = kind == LedgerKind.PostgreSql
            ? new NpgsqlConnection(connectionString)
            : new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    private bool HasTables(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = kind == LedgerKind.PostgreSql
            ? "SELECT CASE WHEN to_regclass('entries') IS NULL THEN 0 ELSE 1 END"
            : "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'entries'";
        return Convert.ToInt64(command.ExecuteScalar()) == 1;
    }

    private static DbCommand Command(DbConnection connection, string sql, long baseline = 0)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0; // an audit of many millions of rows takes its time
        if (sql.Contains("@baseline", StringComparison.Ordinal))
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@baseline", baseline);
            command.Parameters.Add(parameter);
        }
        return command;
    }

    private Guid ReadId(DbDataReader row) =>
        kind == LedgerKind.PostgreSql ? row.GetGuid(0) : new Guid(row.GetFieldValue<byte[]>(0), bigEndian: true);
}

/// <summary>One partition's entries.</summary>
internal readonly record struct LedgerTotals(int Partition, long Entries, long Distinct, long Amount);
