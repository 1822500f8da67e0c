using System.Data.Common;
using Consumer.Service.Ledger;
using Explorer.Service.Audit;
using Explorer.Service.Audit.Effects;
using Explorer.Service.Ledger;
using KafkaAspire.Services.Tests.Databases;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace KafkaAspire.Explorer.Tests.Audit;

/// <summary>The ledger as the audit reads it, with the consumers' own tables, in both databases.</summary>
public sealed class LedgerEffectsTests(PostgresServer postgres) : IClassFixture<PostgresServer>, IDisposable
{
    private const string Topic = "transactions";
    private readonly string _file = Path.GetTempFileName();

    private CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public async Task Entries_are_found_by_id_and_missed_when_they_are_gone(bool inPostgres, bool takesIdsOnce)
    {
        Assert.SkipWhen(inPostgres && postgres.Missing is not null, postgres.Missing ?? "");
        string connectionString = inPostgres ? await postgres.CreateDatabaseAsync() : $"Data Source={_file};Pooling=false";
        await using DbConnection connection = inPostgres ? new NpgsqlConnection(connectionString) : new SqliteConnection(connectionString);
        await connection.OpenAsync(Stop);
        var database = inPostgres ? LedgerDatabase.Postgres(new(connectionString)) : LedgerDatabase.Sqlite(new(connectionString));
        await using var effects = new LedgerEffects(database);
        Guid one = Guid.NewGuid(), two = Guid.NewGuid(), none = Guid.NewGuid();
        Assert.False(await effects.HasAnyAsync(Stop)); // no consumer has made the tables yet
        Assert.Empty(await effects.FindAsync([one], Topic, Stop));

        await ExecuteAsync(connection, inPostgres ? PostgresSchema.Tables : SqliteSchema.Tables);
        if (takesIdsOnce)
            await ExecuteAsync(connection, inPostgres ? PostgresSchema.UniqueIds : SqliteSchema.UniqueIds);
        await InsertAsync(connection, database, one, Topic, 3, 17);
        await InsertAsync(connection, database, two, "another", 3, 18);
        if (!takesIdsOnce)
            await InsertAsync(connection, database, one, Topic, 3, 17);
        await ExecuteAsync(connection, $"INSERT INTO offsets (topic, log, partition, next_offset, applied, suppressed) VALUES ('{Topic}', 'log', 3, 18, {(takesIdsOnce ? 1 : 2)}, 0)");

        Assert.True(await effects.HasAnyAsync(Stop));
        var found = await effects.FindAsync([one, two, none], Topic, Stop);
        Assert.Equal(2, found.Count);
        Assert.Equal(takesIdsOnce ? 1 : 2, found[one].Count(effect => effect.Place == new MessagePlace(3, 17)));
        Assert.Equal(new MessagePlace(-1, 18), Assert.Single(found[two]).Place);
        Assert.Equal(18, Assert.Single(await effects.ReadSettledAsync(Topic, "log", Stop)).Value);
        Assert.Empty(await effects.ReadSettledAsync(Topic, "a log that was before", Stop));

        Assert.Equal("", await NextAsync(effects));
        await ExecuteAsync(connection, $"DELETE FROM entries WHERE topic = '{Topic}'");
        Assert.Equal($"{(takesIdsOnce ? 1 : 2)} entries are gone", await NextAsync(effects));
    }

    // It counts no more often than a part of the time allows.
    private async Task<string> NextAsync(LedgerEffects effects)
    {
        string? disturbance = null;
        await Eventually.TrueAsync(async () => (disturbance = await effects.FindDisturbanceAsync(Topic, Stop)) is not null, "the entries are counted");
        return disturbance!;
    }

    private async Task InsertAsync(DbConnection connection, LedgerDatabase database, Guid id, string topic, int partition, long offset)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"""
            INSERT INTO entries (id, account, kind, amount, currency, time, topic, partition, "offset")
            VALUES (@id, 'A', 1, 1, 'EUR', {(database.IsPostgres ? "now()" : "0")}, '{topic}', {partition}, {offset})
            """;
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@id", database.ToParameter(id));
        command.Parameters.Add(parameter);
        await command.ExecuteNonQueryAsync(Stop);
    }

    private async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Stop);
    }

    public void Dispose() => File.Delete(_file);
}
