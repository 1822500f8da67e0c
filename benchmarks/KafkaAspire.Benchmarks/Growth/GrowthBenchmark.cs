using KafkaAspire.Benchmarks.Clusters;
using KafkaAspire.Benchmarks.Consume;
using KafkaAspire.Benchmarks.Databases;
using KafkaAspire.Benchmarks.Hosts;
using KafkaAspire.Benchmarks.Measuring;
using KafkaAspire.Benchmarks.Produce;

namespace KafkaAspire.Benchmarks.Growth;

/// <summary>How cost grows: one thing is varied at a time, everything else is as the services ship it.</summary>
internal static class GrowthBenchmark
{
    private const string None = "–";
    private static readonly int[] Consumers = [1, 2, 4];
    private static readonly int[] Partitions = [12, 120, 1_200];
    private static readonly int[] ValueBytes = [100, 1_000, 10_000, 100_000];
    private static readonly int[] BatchSizes = [100, 1_000, 5_000, 20_000];

    public static async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run)
    {
        var rows = new List<Row>();
        await using (var cluster = await BenchmarkCluster.StartAsync())
        {
            string brokers = cluster.BootstrapServers;
            rows.AddRange(await MeasureAsync(run, ValueBytes.Select(size => new Contestant($"values of {size:N0} B: produce", () => ManySizes.ProduceAsync(brokers, size)))));
            rows.AddRange(await MeasureAsync(run, ValueBytes.Select(size => new Contestant($"values of {size:N0} B: consume", () => ManySizes.ConsumeAsync(brokers, size)))));
            rows.AddRange(await MeasureAsync(run, Consumers.Select(count => new Contestant($"{count} consumers, no-op handler", () => ManyConsumers.RunAsync(brokers, count)))));
            // They read what the consumers above have left.
            rows.AddRange(await MeasureAsync(run, BatchSizes.Select(size => new Contestant($"batches of {size:N0}, exactly-once into SQLite", () => WithBatchesOfAsync(brokers, size)))));
        }
        var transactions = SampleTransactions.Make(0, 100_000);
        foreach (int partitions in Partitions)
        {
            await using var cluster = await BenchmarkCluster.StartAsync(partitions: partitions);
            string brokers = cluster.BootstrapServers;
            rows.AddRange(await MeasureAsync(run, [new($"{partitions:N0} partitions: produce", () => OwnProducer.RunAsync(brokers, transactions))]));
            await BenchmarkCluster.EmptyAsync(brokers, Contracts.Topics.Transactions.Name);
            BenchmarkCluster.Fill(brokers, ConsumeBenchmark.Messages);
            rows.AddRange(await MeasureAsync(run, [new($"{partitions:N0} partitions: consume, no-op handler", () => OwnConsumer.RunAsync(brokers))]));
        }
        return rows;
    }

    private static async Task<IEnumerable<Row>> MeasureAsync(BenchmarkRun run, IEnumerable<Contestant> contestants)
    {
        var series = await new Contest(Unit.PerSecond, [.. contestants]).RunAsync(run);
        return series.Values.Select(one => new Row(one.Name, None, one, null, Goal.Report));
    }

    private static async Task<Sample> WithBatchesOfAsync(string brokers, int size)
    {
        // Enough for a second or two.
        int messages = Math.Min(ConsumeBenchmark.Messages, Math.Max(30_000, size * 20));
        using var file = new SqliteFile();
        return await ConsumerHost.ReadAllAsync(brokers, [new("ConnectionStrings:ledger", file.ConnectionString), new("Consumer:BatchSize", $"{size}")], messages);
    }
}
