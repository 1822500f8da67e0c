using KafkaAspire.Benchmarks.Clusters;
using KafkaAspire.Benchmarks.Measuring;

namespace KafkaAspire.Benchmarks.Consume;

/// <summary>Messages a second out of a topic that is full already, each deserialized, handled and its offset settled.</summary>
internal static class ConsumeBenchmark
{
    /// <summary>Messages of one round.</summary>
    public const int Messages = 1_500_000;

    /// <summary>As many as the service settles together.</summary>
    public const int BatchSize = 5_000;

    private const string Path = "consume, deserialize, no-op handler, offsets settled";

    public static async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run)
    {
        await using var cluster = await BenchmarkCluster.StartAsync();
        string brokers = cluster.BootstrapServers;
        run.Tell($"writing {Messages} messages");
        BenchmarkCluster.Fill(brokers, Messages);
        var ours = new Contestant("Consumer.Service", () => OwnConsumer.RunAsync(brokers));
        var plain = new Contestant("bare Confluent.Kafka, default settings", () => BareConsumer.RunWithDefaultsAsync(brokers));
        var tuned = new Contestant("bare Confluent.Kafka, tuned as ours", () => BareConsumer.RunTunedAsync(brokers));
        var aspire = AspireConsumer.Create(brokers);
        var bytes = new Contestant("InstrumentedConsumer, bytes", () => OwnConsumer.RunOnBytesAsync(brokers));
        var java = JavaConsumer.Create(brokers);
        var contest = new Contest(Unit.PerSecond, [ours, plain, tuned, aspire, bytes, java]);
        var series = await contest.RunAsync(run);
        return
        [
            contest.Row(Path, series, ours, plain, Goal.AtLeast(3)),
            contest.Row(Path, series, ours, tuned, Goal.AtLeast(0.95)),
            contest.Row(Path, series, ours, aspire, Goal.AtLeast(2)),
            contest.Row("consume without deserializing, offsets settled", series, bytes, java, Goal.AtLeast(0.9)),
        ];
    }
}
