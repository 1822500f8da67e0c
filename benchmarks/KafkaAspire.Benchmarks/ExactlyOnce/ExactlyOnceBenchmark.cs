using KafkaAspire.Benchmarks.Clusters;
using KafkaAspire.Benchmarks.Databases;
using KafkaAspire.Benchmarks.Hosts;
using KafkaAspire.Benchmarks.Measuring;
using KafkaAspire.Contracts;

namespace KafkaAspire.Benchmarks.ExactlyOnce;

/// <summary>What exactly-once costs: beside the same rows written to the same database without Kafka, and beside the same path at-least-once.</summary>
internal static class ExactlyOnceBenchmark
{
    /// <summary>Messages of one round.</summary>
    public const int Messages = 400_000;

    /// <summary>As many as the service settles together.</summary>
    public const int BatchSize = 5_000;

    public static async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run)
    {
        await using var cluster = await BenchmarkCluster.StartAsync();
        string brokers = cluster.BootstrapServers;
        run.Tell($"writing {Messages} messages");
        BenchmarkCluster.Fill(brokers, Messages);
        var transactions = SampleTransactions.Make(0, Messages);
        return [.. await IntoPostgresAsync(run, brokers, transactions), await IntoSqliteAsync(run, brokers, transactions), .. await IntoTopicAsync(run, brokers)];
    }

    private static async Task<IReadOnlyList<Row>> IntoPostgresAsync(BenchmarkRun run, string brokers, Transaction[] transactions)
    {
        const string path = "exactly-once into PostgreSQL";
        const string peerName = "binary COPY of the same rows, UUID key, no Kafka";
        if (PostgresServer.Missing is { } missing)
            return [new(path, peerName, null, null, Goal.AtLeast(0.5), missing)];
        await using var server = await PostgresServer.StartAsync();
        async Task<Sample> OnDatabaseAsync(Func<string, Task<Sample>> runAsync)
        {
            string database = await server.CreateDatabaseAsync();
            var sample = await runAsync(database);
            await server.DropDatabaseAsync(database);
            return sample;
        }

        var ours = new Contestant("Consumer.Service, PostgreSQL", () => OnDatabaseAsync(database => ReadAsync(brokers, database)));
        var peer = new Contestant(peerName, () => OnDatabaseAsync(database => PostgresCopy.RunAsync(database, transactions)));
        var contest = new Contest(Unit.PerSecond, [ours, peer]);
        return [contest.Row(path, await contest.RunAsync(run), ours, peer, Goal.AtLeast(0.5))];
    }

    private static async Task<Row> IntoSqliteAsync(BenchmarkRun run, string brokers, Transaction[] transactions)
    {
        async Task<Sample> OnFileAsync(Func<string, Task<Sample>> runAsync)
        {
            using var file = new SqliteFile();
            return await runAsync(file.ConnectionString);
        }

        var ours = new Contestant("Consumer.Service, SQLite", () => OnFileAsync(database => ReadAsync(brokers, database)));
        var peer = new Contestant("prepared inserts of the same rows, same transactions, no Kafka", () => OnFileAsync(database => SqliteInserts.RunAsync(database, transactions)));
        var contest = new Contest(Unit.PerSecond, [ours, peer]);
        return contest.Row("exactly-once into SQLite", await contest.RunAsync(run), ours, peer, Goal.AtLeast(0.5));
    }

    private static async Task<IReadOnlyList<Row>> IntoTopicAsync(BenchmarkRun run, string brokers)
    {
        const string path = "exactly-once, topic to topic";
        if (BenchmarkCluster.Home is null)
            return [new(path, "the same at-least-once", null, null, Goal.AtLeast(0.8), "KAFKA_HOME is not set, and the embedded brokers know no transactions that span groups")];
        async Task<Sample> RunAsync(string delivery)
        {
            var sample = await ConsumerHost.ReadAllAsync(brokers, [new("Consumer:Sink", "topic"), new("Consumer:Delivery", delivery)], Messages);
            await BenchmarkCluster.EmptyAsync(brokers, Topics.Settlements.Name);
            return sample;
        }

        var ours = new Contestant("Consumer.Service, one Kafka transaction a batch", () => RunAsync("exactly-once"));
        var peer = new Contestant("the same at-least-once", () => RunAsync("at-least-once"));
        var contest = new Contest(Unit.PerSecond, [ours, peer]);
        return [contest.Row(path, await contest.RunAsync(run), ours, peer, Goal.AtLeast(0.8))];
    }

    // Nothing but where the ledger is: the rest is what the service ships with.
    private static Task<Sample> ReadAsync(string brokers, string ledger) => ConsumerHost.ReadAllAsync(brokers, [new("ConnectionStrings:ledger", ledger)], Messages);
}
