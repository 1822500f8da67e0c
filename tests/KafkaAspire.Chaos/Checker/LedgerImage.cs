using System.Data.Common;
using System.Globalization;
using KafkaAspire.Chaos.Databases;

namespace KafkaAspire.Chaos.Checker;

/// <summary>The ledger's tables, read by SQL of the checker's own.</summary>
internal sealed record LedgerImage(IReadOnlyList<LedgerRow> Entries, IReadOnlyDictionary<string, long> Balances, IReadOnlyDictionary<int, long> Handled)
{
    /// <summary>Reads them.</summary>
    public static async Task<LedgerImage> ReadAsync(LedgerDatabase database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var entries = new List<LedgerRow>();
        await foreach (var row in SelectAsync(connection, """SELECT id, account, counter_account, kind, amount, partition, "offset" FROM entries ORDER BY seq""", cancellationToken))
            entries.Add(new(
                row.GetValue(0) is byte[] bytes ? new Guid(bytes, bigEndian: true) : row.GetGuid(0),
                row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), Whole(row, 3), Whole(row, 4), (int)Whole(row, 5), Whole(row, 6)));
        var balances = new Dictionary<string, long>();
        await foreach (var row in SelectAsync(connection, "SELECT account, balance FROM balances", cancellationToken))
            balances.Add(row.GetString(0), Whole(row, 1));
        var handled = new Dictionary<int, long>();
        await foreach (var row in SelectAsync(connection, "SELECT partition, applied + suppressed FROM offsets", cancellationToken))
            handled[(int)Whole(row, 0)] = handled.GetValueOrDefault((int)Whole(row, 0)) + Whole(row, 1);
        return new(entries, balances, handled);
    }

    private static async IAsyncEnumerable<DbDataReader> SelectAsync(
        DbConnection connection, string sql, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            yield return rows;
    }

    private static long Whole(DbDataReader row, int column) => Convert.ToInt64(row.GetValue(column), CultureInfo.InvariantCulture);
}

/// <summary>An entry of the ledger.</summary>
internal readonly record struct LedgerRow(Guid Id, string Account, string? CounterAccount, long Kind, long Amount, int Partition, long Offset);
