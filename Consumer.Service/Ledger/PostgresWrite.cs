using Npgsql;
using NpgsqlTypes;

namespace Consumer.Service.Ledger;

/// <summary>One batch inside one PostgreSQL transaction.</summary>
/// <param name="connection">The connection.</param>
/// <param name="transaction">Its transaction, which whoever began it ends.</param>
/// <param name="batch">The batch.</param>
internal sealed class PostgresWrite(NpgsqlConnection connection, NpgsqlTransaction transaction, LedgerBatch batch)
{
    /// <summary>
    /// Straight into the entries, as nearly every batch can go: none of its ids is there. One that is makes the whole batch fail, by a violation of the
    /// unique index; it then goes <see cref="StagedAsync"/>.
    /// </summary>
    public async Task<LedgerResult> DirectAsync(CancellationToken cancellationToken)
    {
        await CopyAsync(PostgresSchema.CopyToEntries, withTopic: true, cancellationToken);
        var applied = Polled();
        await using var commands = Batch();
        AddEffects(commands);
        return await FinishAsync(commands, applied, applied, cancellationToken);
    }

    /// <summary>By way of the staging table: ids that the ledger has already are left out, and counted.</summary>
    public async Task<LedgerResult> StagedAsync(CancellationToken cancellationToken)
    {
        await CopyAsync(PostgresSchema.CopyToStaging, withTopic: false, cancellationToken);
        var applied = await ApplyAsync(cancellationToken);
        await using var commands = Batch();
        return await FinishAsync(commands, applied, Polled(), cancellationToken);
    }

    private NpgsqlBatch Batch() => new(connection, transaction);

    private Dictionary<int, int> Polled() => batch.Entries.CountBy(entry => entry.Partition).ToDictionary();

    private async Task CopyAsync(string copy, bool withTopic, CancellationToken cancellationToken)
    {
        await using var writer = await connection.BeginBinaryImportAsync(copy, cancellationToken);
        foreach (var entry in batch.Entries)
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
            if (withTopic)
                await writer.WriteAsync(batch.Topic, NpgsqlDbType.Text, cancellationToken);
        }
        await writer.CompleteAsync(cancellationToken);
    }

    private async Task<Dictionary<int, int>> ApplyAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(PostgresSchema.Apply, connection, transaction);
        command.Parameters.AddWithValue("topic", batch.Topic);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var applied = new Dictionary<int, int>();
        while (await rows.ReadAsync(cancellationToken))
            applied[rows.GetInt32(0)] = rows.GetInt32(1);
        return applied;
    }

    private void AddEffects(NpgsqlBatch commands)
    {
        var effects = new BalanceEffects();
        foreach (var entry in batch.Entries)
            effects.Add(entry.Transaction);
        var command = new NpgsqlBatchCommand(PostgresSchema.MoveBalances);
        command.Parameters.AddWithValue("accounts", effects.Sums.Select(effect => effect.Key.Account).ToArray());
        command.Parameters.AddWithValue("currencies", effects.Sums.Select(effect => effect.Key.Currency).ToArray());
        command.Parameters.AddWithValue("effects", effects.Sums.Select(effect => effect.Value).ToArray());
        commands.BatchCommands.Add(command);
    }

    // What is left to do, in one round trip.
    private async Task<LedgerResult> FinishAsync(NpgsqlBatch commands, Dictionary<int, int> applied, Dictionary<int, int> polled, CancellationToken cancellationToken)
    {
        // In one order, so that a paused consumer and its successor never wait for each other.
        var advances = batch.Advances.OrderBy(advance => advance.Partition).Select(advance => (advance.Partition, Command: Advance(advance, applied, polled))).ToList();
        advances.ForEach(advance => commands.BatchCommands.Add(advance.Command));
        if (commands.BatchCommands.Count > 0)
            await commands.ExecuteNonQueryAsync(cancellationToken);
        foreach (var (partition, command) in advances)
            if (command.RecordsAffected != 1)
                return new(0, 0, partition);
        int sum = applied.Values.Sum();
        return new(sum, batch.Entries.Count - sum);
    }

    private NpgsqlBatchCommand Advance(PartitionAdvance advance, Dictionary<int, int> applied, Dictionary<int, int> polled)
    {
        int isNew = applied.GetValueOrDefault(advance.Partition);
        var command = new NpgsqlBatchCommand(advance.Expected is null ? PostgresSchema.FirstAdvance : PostgresSchema.Advance);
        command.Parameters.AddWithValue("topic", batch.Topic);
        command.Parameters.AddWithValue("log", batch.Log);
        command.Parameters.AddWithValue("partition", advance.Partition);
        command.Parameters.AddWithValue("next", advance.Next);
        command.Parameters.AddWithValue("applied", (long)isNew);
        command.Parameters.AddWithValue("suppressed", (long)(polled.GetValueOrDefault(advance.Partition) - isNew));
        if (advance.Expected is { } expected)
            command.Parameters.AddWithValue("expected", expected);
        return command;
    }
}
