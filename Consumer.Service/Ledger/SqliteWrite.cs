using Microsoft.Data.Sqlite;

namespace Consumer.Service.Ledger;

/// <summary>One batch inside one SQLite transaction: entries row by row with a prepared statement, balances summed up first, then the offsets.</summary>
internal sealed class SqliteWrite(SqliteTransaction transaction)
{
    private readonly BalanceEffects _effects = new();
    private readonly Dictionary<int, (int Applied, int Suppressed)> _counts = [];

    public LedgerResult Write(LedgerBatch batch)
    {
        InsertEntries(batch);
        MoveBalances();
        foreach (var advance in batch.Advances)
            if (!Advance(batch, advance))
                return new(0, 0, advance.Partition);
        return new(_counts.Values.Sum(count => count.Applied), _counts.Values.Sum(count => count.Suppressed));
    }

    private void InsertEntries(LedgerBatch batch)
    {
        using var command = Command(
            """
            INSERT OR IGNORE INTO entries (id, account, counter_account, kind, amount, currency, time, topic, partition, "offset")
            VALUES ($id, $account, $counter, $kind, $amount, $currency, $time, $topic, $partition, $offset)
            """);
        var parameters = command.Parameters;
        var id = parameters.Add("$id", SqliteType.Blob);
        var account = parameters.Add("$account", SqliteType.Text);
        var counter = parameters.Add("$counter", SqliteType.Text);
        var kind = parameters.Add("$kind", SqliteType.Integer);
        var amount = parameters.Add("$amount", SqliteType.Integer);
        var currency = parameters.Add("$currency", SqliteType.Text);
        var time = parameters.Add("$time", SqliteType.Integer);
        parameters.AddWithValue("$topic", batch.Topic);
        var partition = parameters.Add("$partition", SqliteType.Integer);
        var offset = parameters.Add("$offset", SqliteType.Integer);
        command.Prepare();
        foreach (var entry in batch.Entries)
        {
            var fact = entry.Transaction;
            id.Value = fact.Id.ToByteArray(bigEndian: true);
            account.Value = fact.Account;
            counter.Value = (object?)fact.CounterAccount ?? DBNull.Value;
            kind.Value = (int)fact.Kind;
            amount.Value = fact.Amount;
            currency.Value = fact.Currency;
            time.Value = (fact.Time.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
            partition.Value = entry.Partition;
            offset.Value = entry.Offset;
            Count(entry, isNew: command.ExecuteNonQuery() == 1);
        }
    }

    private void Count(LedgerEntry entry, bool isNew)
    {
        var (applied, suppressed) = _counts.GetValueOrDefault(entry.Partition);
        _counts[entry.Partition] = isNew ? (applied + 1, suppressed) : (applied, suppressed + 1);
        if (isNew)
            _effects.Add(entry.Transaction);
    }

    private void MoveBalances()
    {
        using var command = Command(
            """
            INSERT INTO balances (account, currency, balance) VALUES ($account, $currency, $effect)
            ON CONFLICT (account, currency) DO UPDATE SET balance = balance + excluded.balance
            """);
        var account = command.Parameters.Add("$account", SqliteType.Text);
        var currency = command.Parameters.Add("$currency", SqliteType.Text);
        var effect = command.Parameters.Add("$effect", SqliteType.Integer);
        command.Prepare();
        foreach (var ((name, code), sum) in _effects.Sums)
        {
            account.Value = name;
            currency.Value = code;
            effect.Value = sum;
            command.ExecuteNonQuery();
        }
    }

    // The condition is the fence: a consumer that was paused while another took over finds another offset than it expects.
    private bool Advance(LedgerBatch batch, PartitionAdvance advance)
    {
        var (applied, suppressed) = _counts.GetValueOrDefault(advance.Partition);
        using var command = Command(advance.Expected is null
            ? "INSERT OR IGNORE INTO offsets (topic, log, partition, next_offset, applied, suppressed) VALUES ($topic, $log, $partition, $next, $applied, $suppressed)"
            : """
              UPDATE offsets SET next_offset = $next, applied = applied + $applied, suppressed = suppressed + $suppressed
              WHERE topic = $topic AND log = $log AND partition = $partition AND next_offset = $expected
              """);
        command.Parameters.AddWithValue("$topic", batch.Topic);
        command.Parameters.AddWithValue("$log", batch.Log);
        command.Parameters.AddWithValue("$partition", advance.Partition);
        command.Parameters.AddWithValue("$next", advance.Next);
        command.Parameters.AddWithValue("$applied", applied);
        command.Parameters.AddWithValue("$suppressed", suppressed);
        if (advance.Expected is { } expected)
            command.Parameters.AddWithValue("$expected", expected);
        return command.ExecuteNonQuery() == 1;
    }

    private SqliteCommand Command(string sql)
    {
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return command;
    }
}
