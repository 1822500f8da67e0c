using KafkaAspire.Benchmarks.Clusters;
using KafkaAspire.Benchmarks.Measuring;
using KafkaAspire.Contracts;

namespace KafkaAspire.Benchmarks.Produce;

/// <summary>Messages a second, from the first that is sent to the last that is acknowledged.</summary>
internal static class ProduceBenchmark
{
    /// <summary>Messages of one round.</summary>
    public const int Messages = 1_000_000;

    /// <summary>What a client may do before the clock runs: connect, find its partitions and get its producer id.</summary>
    public const int WarmUp = 20_000;

    private const string Path = "produce, acknowledged, idempotent, acks=all, one broker";

    public static async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run)
    {
        await using var cluster = await BenchmarkCluster.StartAsync();
        string brokers = cluster.BootstrapServers;
        // The same transactions for all; the clients serialize each as it is sent.
        var transactions = SampleTransactions.Make(0, 100_000);
        var ours = new Contestant("Producer.Service", () => OwnProducer.RunAsync(brokers, transactions));
        var bare = new Contestant("bare Confluent.Kafka, same settings", () => BareProducer.RunAsync(brokers, transactions));
        var java = JavaProducer.Create(brokers);
        var aspire = AspireProducer.Create(brokers, transactions);
        var native = NativeProducer.Create(brokers);
        var contest = new Contest(Unit.PerSecond, [.. new[] { ours, bare, java, aspire, native }.Select(one => one with { RunAsync = () => RunOnEmptyAsync(brokers, one) })]);
        var series = await contest.RunAsync(run);
        return
        [
            contest.Row(Path, series, ours, bare, Goal.AtLeast(0.95)),
            contest.Row(Path, series, ours, java, Goal.AtLeast(1.1)),
            contest.Row(Path, series, ours, aspire, Goal.AtLeast(2)),
            contest.Row(Path, series, ours, native, Goal.Report),
        ];
    }

    private static async Task<Sample> RunOnEmptyAsync(string brokers, Contestant contestant)
    {
        var sample = await contestant.RunAsync();
        await BenchmarkCluster.EmptyAsync(brokers, Topics.Transactions.Name);
        return sample;
    }
}
