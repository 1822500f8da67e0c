using Npgsql;
using NpgsqlTypes;

namespace Consumer.Service.Ledger;

/// <summary>One batch inside one PostgreSQL transaction.</summary>
internal static class PostgresWrite
{
    public static async Task<LedgerResult> WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, LedgerBatch batch, CancellationToken cancellationToken)
    {
        await StageAsync(connection, batch.Entries, cancellationToken);
        var applied = await ApplyAsync(connection, transaction, batch.Topic, cancellationToken);
        var polled = batch.Entries.CountBy(entry => entry.Partition).ToDictionary();
        // In one order, so that a paused consumer and its successor never wait for each other.
        foreach (var advance in batch.Advances.OrderBy(advance => advance.Partition))
            if (!await AdvanceAsync(connection, transaction, batch, advance, applied, polled, cancellationToken))
                return new(0, 0, advance.Partition);
        int sum = applied.Values.Sum();
        return new(sum, batch.Entries.Count - sum);
    }

    private static async Task StageAsync(NpgsqlConnection connection, IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        await using var writer = await connection.BeginBinaryImportAsync(PostgresSchema.Copy, cancellationToken);
        foreach (var entry in entries)
        {
            var fact = entry.Transaction;
            await writer.StartRowAsync(cancellationToken);
            await writer.WriteAsync(fact.Id, NpgsqlDbType.Uuid, cancellationToken);
            await writer.WriteAsync(fact.Account, NpgsqlDbType.Text, cancellationToken);
            if (fact.CounterAccount is { } counterAccount)
                await writer.WriteAsync(counterAccount, NpgsqlDbType.Text, cancellationToken);
            else
                await writer.WriteNullAsync(cancellationToken);
            await writer.WriteAsync((short)fact.Kind, NpgsqlDbType.Smallint, cancellationToken);
            await writer.WriteAsync(fact.Amount, NpgsqlDbType.Bigint, cancellationToken);
            await writer.WriteAsync(fact.Currency, NpgsqlDbType.Text, cancellationToken);
            await writer.WriteAsync(fact.Time.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);
            await writer.WriteAsync(entry.Partition, NpgsqlDbType.Integer, cancellationToken);
            await writer.WriteAsync(entry.Offset, NpgsqlDbType.Bigint, cancellationToken);
        }
        await writer.CompleteAsync(cancellationToken);
    }

    private static async Task<Dictionary<int, int>> ApplyAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string topic, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(PostgresSchema.Apply, connection, transaction);
        command.Parameters.AddWithValue("topic", topic);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var applied = new Dictionary<int, int>();
        while (await rows.ReadAsync(cancellationToken))
            applied[rows.GetInt32(0)] = rows.GetInt32(1);
        return applied;
    }

    private static async Task<bool> AdvanceAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, LedgerBatch batch, PartitionAdvance advance,
        Dictionary<int, int> applied, Dictionary<int, int> polled, CancellationToken cancellationToken)
    {
        int isNew = applied.GetValueOrDefault(advance.Partition);
        await using var command = new NpgsqlCommand(advance.Expected is null ? PostgresSchema.FirstAdvance : PostgresSchema.Advance, connection, transaction);
        command.Parameters.AddWithValue("topic", batch.Topic);
        command.Parameters.AddWithValue("log", batch.Log);
        command.Parameters.AddWithValue("partition", advance.Partition);
        command.Parameters.AddWithValue("next", advance.Next);
        command.Parameters.AddWithValue("applied", (long)isNew);
        command.Parameters.AddWithValue("suppressed", (long)(polled.GetValueOrDefault(advance.Partition) - isNew));
        if (advance.Expected is { } expected)
            command.Parameters.AddWithValue("expected", expected);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }
}
