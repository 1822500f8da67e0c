using System.Text.Json;
using Confluent.Kafka;
using Microsoft.Data.Sqlite;

namespace KafkaAspire.Chaos.Broken;

/// <summary>
/// The ledger as the broken consumer writes it: entries, balances and offsets in one transaction, but nothing asks whether the offsets are those
/// that it started from, and an id may come twice.
/// </summary>
internal sealed class BrokenLedger
{
    private const string Tables =
        """
        PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
        CREATE TABLE IF NOT EXISTS entries (seq INTEGER PRIMARY KEY, id BLOB, account TEXT, counter_account TEXT, kind INTEGER, amount INTEGER, partition INTEGER, "offset" INTEGER);
        CREATE TABLE IF NOT EXISTS balances (account TEXT PRIMARY KEY, balance INTEGER);
        CREATE TABLE IF NOT EXISTS offsets (partition INTEGER PRIMARY KEY, next_offset INTEGER, applied INTEGER DEFAULT 0, suppressed INTEGER DEFAULT 0);
        """;

    private readonly SqliteConnection _connection;

    public BrokenLedger(string connectionString)
    {
        _connection = new(connectionString + ";Default Timeout=60");
        _connection.Open();
        Execute(Tables);
    }

    public Offset NextOf(int partition)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT next_offset FROM offsets WHERE partition = $partition";
        command.Parameters.AddWithValue("$partition", partition);
        return command.ExecuteScalar() is long next ? next : Offset.Beginning;
    }

    public void Write(IEnumerable<ConsumeResult<byte[], byte[]>> batch)
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        foreach (var result in batch)
        {
            using var json = JsonDocument.Parse(result.Message.Value);
            if (json.RootElement.GetProperty("version").GetInt32() == 1)
                Apply(json.RootElement, result);
            Execute("INSERT INTO offsets (partition, next_offset) VALUES ($a, $b) ON CONFLICT DO UPDATE SET next_offset = excluded.next_offset", result.Partition.Value, result.Offset.Value + 1);
        }
        transaction.Commit();
    }

    private void Apply(JsonElement message, ConsumeResult<byte[], byte[]> result)
    {
        string account = message.GetProperty("account").GetString()!;
        string? counter = message.TryGetProperty("counterAccount", out var other) ? other.GetString() : null;
        int kind = message.GetProperty("kind").GetString() switch { "deposit" => 1, "withdrawal" => 2, _ => 3 };
        long amount = message.GetProperty("amount").GetInt64();
        Execute("""INSERT INTO entries (id, account, counter_account, kind, amount, partition, "offset") VALUES ($a, $b, $c, $d, $e, $f, $g)""",
            message.GetProperty("id").GetGuid().ToByteArray(bigEndian: true), account, (object?)counter ?? DBNull.Value, kind, amount, result.Partition.Value, result.Offset.Value);
        Move(account, kind == 1 ? amount : -amount);
        if (counter is not null)
            Move(counter, amount);
    }

    private void Move(string account, long effect) =>
        Execute("INSERT INTO balances VALUES ($a, $b) ON CONFLICT DO UPDATE SET balance = balance + excluded.balance", account, effect);

    private void Execute(string sql, params ReadOnlySpan<object> values)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (int at = 0; at < values.Length; at++)
            command.Parameters.AddWithValue($"${(char)('a' + at)}", values[at]);
        command.ExecuteNonQuery();
    }
}
