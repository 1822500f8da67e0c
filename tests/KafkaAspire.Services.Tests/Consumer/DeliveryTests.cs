using System.Text;
using Confluent.Kafka;
using KafkaAspire.Contracts;
using KafkaAspire.Services.Tests.Running;
using Microsoft.Data.Sqlite;

namespace KafkaAspire.Services.Tests.Consumer;

/// <summary>Whole runs on embedded brokers: real services, real kills.</summary>
public sealed class DeliveryTests : IAsyncLifetime
{
    private const int Messages = 20_000;
    private readonly string _directory = Directory.CreateTempSubdirectory("delivery-").FullName;
    private readonly Brokers _brokers = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Ledger => $"Data Source={Path.Combine(_directory, "ledger.db")}";

    private string Bootstrap => _brokers.Cluster.BootstrapServers;

    public ValueTask InitializeAsync() => _brokers.InitializeAsync();

    private ServiceProcess Generate(int maxLag = 4_000) => ServiceProcess.Producer(Bootstrap, new()
    {
        ["Producer__Generate__Rate"] = "0",
        ["Producer__Generate__Messages"] = Messages.ToString(),
        ["Producer__MaxLag"] = maxLag.ToString(),
    });

    [Theory]
    [InlineData("exactly-once")]
    [InlineData("at-least-once")]
    [InlineData("at-most-once")]
    public async Task Every_mode_applies_everything_while_nothing_breaks(string delivery)
    {
        await using var consumer = ServiceProcess.Consumer(Bootstrap, Ledger, new() { ["Consumer__Delivery"] = delivery });
        await using var producer = Generate();
        Assert.Equal(0, await producer.WaitForExitAsync());
        await consumer.WaitUntilUpAsync();
        await Until.TrueAsync(async () => await consumer.FigureAsync("applied") == Messages, () => consumer.Log);
        Assert.Equal(0, await consumer.Child.TerminateAsync(TimeSpan.FromSeconds(10), Cancel));
        Assert.Equal((Messages, Messages), CountEntries());
    }

    [Fact]
    public async Task Exactly_once_stays_exact_when_a_consumer_is_killed_again_and_again()
    {
        await using var producer = Generate();
        long applied = 0;
        while (applied < Messages)
        {
            await using var consumer = ServiceProcess.Consumer(Bootstrap, Ledger, new()
            {
                ["Consumer__BatchSize"] = "500",
                // A killed member is noticed by its silence: sooner here than by default, so that the test is shorter.
                ["Aspire__Confluent__Kafka__Consumer__Config__SessionTimeoutMs"] = "2000",
                ["Aspire__Confluent__Kafka__Consumer__Config__HeartbeatIntervalMs"] = "500",
            });
            long goal = Math.Min(applied + Messages / 4, Messages);
            await Until.TrueAsync(() => Task.FromResult(CountEntries().Rows >= goal), () => consumer.Log);
            consumer.Child.Kill();
            await consumer.Child.Exited;
            applied = CountEntries().Rows;
        }
        Assert.Equal(0, await producer.WaitForExitAsync());
        Assert.Equal((Messages, Messages), CountEntries());
    }

    [Fact]
    public async Task The_topic_sink_writes_a_settlement_for_each_transaction()
    {
        await using var consumer = ServiceProcess.Consumer(Bootstrap, Ledger, new() { ["Consumer__Sink"] = "topic" });
        await using var producer = Generate();
        Assert.Equal(0, await producer.WaitForExitAsync());
        await consumer.WaitUntilUpAsync();
        await Until.TrueAsync(async () => await consumer.FigureAsync("applied") == Messages, () => consumer.Log);
        var settled = LogReader.ReadAll(Bootstrap, Topics.Settlements.Name, Topics.Settlements.Partitions);
        Assert.Equal(Messages, settled.Select(message => TransactionJson.Read(message.Message.Value, out _)!.Id).Distinct().Count());
        Assert.Equal(Messages, settled.Count);
    }

    [Fact]
    public async Task What_is_no_transaction_goes_to_the_dead_letter_topic_unchanged_and_the_rest_is_applied()
    {
        byte[][] poison = [Encoding.UTF8.GetBytes("not json"), [0xFF, 0x00, 0xFE], Encoding.UTF8.GetBytes("""{"version":7}"""), []];
        using (var raw = new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig { BootstrapServers = Bootstrap }).Build())
        {
            foreach (byte[] value in poison)
                await raw.ProduceAsync(Topics.Transactions.Name, new() { Key = [0xC3, 0x28], Value = value, Headers = [new("origin", [1, 2])] }, Cancel);
            await raw.ProduceAsync(Topics.Transactions.Name, new() { Key = null, Value = null }, Cancel);
            await raw.ProduceAsync(Topics.Transactions.Name, new() { Key = "A"u8.ToArray(), Value = TransactionJson.Write(Make.Deposit("A", 5)) }, Cancel);
        }
        await using var consumer = ServiceProcess.Consumer(Bootstrap, Ledger);
        await consumer.WaitUntilUpAsync();
        await Until.TrueAsync(async () => await consumer.FigureAsync("applied") == 1 && await consumer.FigureAsync("deadLettered") == poison.Length + 1, () => consumer.Log);
        var letters = LogReader.ReadAll(Bootstrap, Topics.TransactionsDeadLetter.Name, Topics.TransactionsDeadLetter.Partitions);
        Assert.Equal(
            poison.Select(Convert.ToHexString).Append("null").Order(),
            letters.Select(letter => letter.Message.Value is { } value ? Convert.ToHexString(value) : "null").Order());
        var first = letters.First(letter => letter.Message.Value is { Length: 3 });
        Assert.Equal(new byte[] { 0xC3, 0x28 }, first.Message.Key);
        Assert.Equal([1, 2], first.Message.Headers.GetLastBytes("origin"));
        Assert.Equal("transactions", Encoding.UTF8.GetString(first.Message.Headers.GetLastBytes("dlt.topic")));
        Assert.Equal("NotATransaction", Encoding.UTF8.GetString(first.Message.Headers.GetLastBytes("dlt.reason")));
    }

    [Fact]
    public async Task A_paced_producer_waits_for_the_consumers()
    {
        await using var producer = Generate(maxLag: 100);
        await producer.WaitUntilUpAsync();
        long last = 0;
        int same = 0;
        await Until.TrueAsync(async () =>
        {
            long acknowledged = await producer.FigureAsync("acknowledged");
            same = acknowledged > 0 && acknowledged == last ? same + 1 : 0;
            last = acknowledged;
            return same == 20;
        }, () => producer.Log);
        // It gives out what is left of the allowance each time it looks, so a partition can have twice as much as allowed, but never a fifth of all.
        Assert.InRange(last, 100, Topics.Transactions.Partitions * 200);
        await using var consumer = ServiceProcess.Consumer(Bootstrap, Ledger);
        Assert.Equal(0, await producer.WaitForExitAsync());
    }

    private (long Rows, long Ids) CountEntries()
    {
        using var connection = new SqliteConnection(Ledger);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*), count(DISTINCT id) FROM entries";
        try
        {
            using var row = command.ExecuteReader();
            row.Read();
            return (row.GetInt64(0), row.GetInt64(1));
        }
        catch (SqliteException e) when (e.SqliteErrorCode == 1)
        {
            return (0, 0); // the consumer has not made the table yet
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _brokers.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }
}
