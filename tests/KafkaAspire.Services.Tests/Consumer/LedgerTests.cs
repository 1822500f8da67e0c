using Consumer.Service.Ledger;
using KafkaAspire.Contracts;
using KafkaAspire.Services.Tests.Databases;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace KafkaAspire.Services.Tests.Consumer;

/// <summary>What holds for every ledger, on SQLite and on PostgreSQL.</summary>
public abstract class LedgerTests
{
    private const string Topic = "transactions";
    private const string Log = "log-1";

    private protected abstract Task<ILedger> OpenAsync(bool deduplicate = true);

    private protected abstract Task<long> BalanceAsync(string account);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static LedgerBatch Batch(long? expected, long next, params Transaction[] transactions) => new(
        Topic, Log,
        [.. transactions.Select((transaction, i) => new LedgerEntry(transaction, 0, next - transactions.Length + i))],
        [new(0, expected, next)]);

    [Fact]
    public async Task Two_identical_withdrawals_both_count()
    {
        var ledger = await OpenAsync();
        var result = await ledger.WriteAsync(Batch(null, 2, Make.Withdrawal("A", 100), Make.Withdrawal("A", 100)), Cancel);
        Assert.Equal(new(2, 0), result);
        Assert.Equal(-200, await BalanceAsync("A"));
    }

    [Fact]
    public async Task One_withdrawal_sent_twice_counts_once()
    {
        var ledger = await OpenAsync();
        var withdrawal = Make.Withdrawal("A", 100);
        Assert.Equal(new(1, 1), await ledger.WriteAsync(Batch(null, 2, withdrawal, withdrawal), Cancel));
        Assert.Equal(new(0, 1), await ledger.WriteAsync(Batch(2, 3, withdrawal), Cancel));
        Assert.Equal(-100, await BalanceAsync("A"));
    }

    [Fact]
    public async Task With_deduplication_off_it_counts_twice()
    {
        var ledger = await OpenAsync(deduplicate: false);
        var withdrawal = Make.Withdrawal("A", 100);
        Assert.Equal(new(2, 0), await ledger.WriteAsync(Batch(null, 2, withdrawal, withdrawal), Cancel));
        Assert.Equal(-200, await BalanceAsync("A"));
    }

    [Fact]
    public async Task A_transfer_moves_money_between_two_accounts()
    {
        var ledger = await OpenAsync();
        await ledger.WriteAsync(Batch(null, 2, Make.Deposit("A", 500), Make.Transfer("A", "B", 200)), Cancel);
        Assert.Equal(300, await BalanceAsync("A"));
        Assert.Equal(200, await BalanceAsync("B"));
    }

    [Fact]
    public async Task A_write_from_another_offset_than_the_ledgers_is_refused_as_a_whole()
    {
        var ledger = await OpenAsync();
        await ledger.WriteAsync(Batch(null, 5, Make.Deposit("A", 100)), Cancel);
        Assert.Equal(0, (await ledger.WriteAsync(Batch(4, 6, Make.Deposit("A", 100)), Cancel)).RefusedPartition);
        Assert.Equal(0, (await ledger.WriteAsync(Batch(null, 6, Make.Deposit("A", 100)), Cancel)).RefusedPartition);
        Assert.Equal(100, await BalanceAsync("A"));
        Assert.Equal(5, ledger.ReadOffsets(Topic, Log)[0]);
    }

    [Fact]
    public async Task A_topic_made_anew_starts_from_nothing()
    {
        var ledger = await OpenAsync();
        await ledger.WriteAsync(Batch(null, 5, Make.Deposit("A", 100)), Cancel);
        Assert.Empty(ledger.ReadOffsets(Topic, "log-2"));
    }

    [Fact]
    public async Task Without_advances_the_offsets_stay()
    {
        var ledger = await OpenAsync();
        var batch = Batch(null, 1, Make.Deposit("A", 100)) with { Advances = [] };
        Assert.Equal(new(1, 0), await ledger.WriteAsync(batch, Cancel));
        Assert.Empty(ledger.ReadOffsets(Topic, Log));
    }

    [Fact]
    public async Task Replicas_may_create_the_schema_and_move_the_same_accounts_at_once()
    {
        var ledgers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => OpenAsync())));
        await Task.WhenAll(ledgers.Select((ledger, partition) => Task.Run(async () =>
        {
            // Opposite transfers, in every replica: without one order of accounts this deadlocks at once.
            for (int round = 0; round < 20; round++)
            {
                var transfers = Enumerable.Range(0, 50).Select(i => i % 2 == 0 ? Make.Transfer("A", "B", 1) : Make.Transfer("B", "A", 1)).ToArray();
                long next = (round + 1) * transfers.Length;
                await ledger.WriteAsync(new(Topic, Log,
                    [.. transfers.Select((transfer, i) => new LedgerEntry(transfer, partition, next - transfers.Length + i))],
                    [new(partition, round == 0 ? null : next - transfers.Length, next)]), Cancel);
            }
        })));
        Assert.Equal(0, await BalanceAsync("A"));
        Assert.Equal(0, await BalanceAsync("B"));
        Assert.Equal([1000, 1000, 1000, 1000], ledgers[0].ReadOffsets(Topic, Log).Values);
    }
}

public sealed class SqliteLedgerTests : LedgerTests, IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ledger-").FullName;
    private readonly List<SqliteLedger> _ledgers = [];

    private string ConnectionString => $"Data Source={Path.Combine(_directory, "ledger.db")}";

    private protected override async Task<ILedger> OpenAsync(bool deduplicate = true)
    {
        var ledger = new SqliteLedger(new(ConnectionString), deduplicate, NullLogger<SqliteLedger>.Instance);
        lock (_ledgers)
            _ledgers.Add(ledger);
        await ledger.CreateSchemaAsync(TestContext.Current.CancellationToken);
        return ledger;
    }

    private protected override async Task<long> BalanceAsync(string account)
    {
        await using var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT balance FROM balances WHERE account = $account";
        command.Parameters.AddWithValue("$account", account);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_one_clear_line()
    {
        await File.WriteAllTextAsync(Path.Combine(_directory, "ledger.db"), new string('x', 5_000), TestContext.Current.CancellationToken);
        var e = await Assert.ThrowsAsync<LedgerException>(() => OpenAsync());
        Assert.Contains("ledger.db", e.Message);
        Assert.DoesNotContain('\n', e.Message);
    }

    public void Dispose()
    {
        _ledgers.ForEach(ledger => ledger.Dispose());
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }
}

public sealed class PostgresLedgerTests(PostgresServer server) : LedgerTests, IAsyncDisposable
{
    private readonly List<PostgresLedger> _ledgers = [];
    private readonly SemaphoreSlim _creating = new(1);
    private string? _connectionString;

    private protected override async Task<ILedger> OpenAsync(bool deduplicate = true)
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        await _creating.WaitAsync();
        _connectionString ??= await server.CreateDatabaseAsync();
        var ledger = new PostgresLedger(new(_connectionString), deduplicate, NullLogger<PostgresLedger>.Instance);
        _ledgers.Add(ledger);
        _creating.Release();
        await ledger.CreateSchemaAsync(TestContext.Current.CancellationToken);
        return ledger;
    }

    private protected override async Task<long> BalanceAsync(string account)
    {
        await using var source = NpgsqlDataSource.Create(_connectionString!);
        await using var command = source.CreateCommand("SELECT balance FROM balances WHERE account = @account");
        command.Parameters.AddWithValue("account", account);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    [Fact]
    public async Task A_write_waits_while_the_server_is_away_and_counts_once()
    {
        var cancel = TestContext.Current.CancellationToken;
        var ledger = await OpenAsync();
        var batch = new LedgerBatch("transactions", "log-1", [new(Make.Deposit("A", 100), 0, 0)], [new(0, null, 1)]);
        Task<LedgerResult>? write = null;
        await server.RestartAsync(() =>
        {
            write = ledger.WriteAsync(batch, cancel);
            return Task.CompletedTask;
        });
        Assert.Equal(new(1, 0), await write!);
        Assert.Equal(100, await BalanceAsync("A"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var ledger in _ledgers)
            await ledger.DisposeAsync();
        _creating.Dispose();
    }
}
