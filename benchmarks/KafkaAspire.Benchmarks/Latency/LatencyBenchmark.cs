using KafkaAspire.Benchmarks.Clusters;
using KafkaAspire.Benchmarks.Measuring;
using KafkaAspire.Contracts;

namespace KafkaAspire.Benchmarks.Latency;

/// <summary>How long a message takes from being sent until its effect is in the ledger, beside a bare produce → consume round trip.</summary>
internal static class LatencyBenchmark
{
    public const int PerSecond = 1_000;

    /// <summary>Messages of one round.</summary>
    public const int Messages = 6 * PerSecond;

    /// <summary>Those that come first count for nothing: clients connect, code is compiled.</summary>
    public const int WarmUp = 2 * PerSecond;

    private const int Brokers = 3;

    // A JVM compiles what has run often: at 1,000 messages a second a broker's would get faster for minutes, whoever measures. Hence many small requests before.
    private const int WarmUpRequests = 100_000;

    public static async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run)
    {
        if (BenchmarkCluster.Home is null)
            return [new($"end to end at {PerSecond:N0}/s", "bare produce → consume round trip", null, null, Goal.AtMostTimes(1.5), "KAFKA_HOME is not set")];
        await using var cluster = await BenchmarkCluster.StartAsync(Brokers, heapMegabytes: 512);
        string brokers = cluster.BootstrapServers;
        BenchmarkCluster.Fill(brokers, WarmUpRequests, batch: 1);
        await BenchmarkCluster.EmptyAsync(brokers, Topics.Transactions.Name);
        static Contestant Of(string name, Func<Task<Latencies>> runAsync) => new(name, async () =>
        {
            var latencies = await runAsync();
            return new(latencies.Quantile(0.5), Tail: latencies.Quantile(0.99));
        });

        var ours = Of("Producer.Service to Consumer.Service, exactly-once, SQLite", () => OwnTrip.RunAsync(brokers));
        var peer = Of("bare produce → consume round trip", () => BareTrip.RunAsync(brokers));
        var contest = new Contest(Unit.Milliseconds, [ours, peer]);
        string path = $"end to end at {PerSecond:N0}/s, {Brokers} brokers, RF {cluster.ReplicationFactor}";
        var median = contest.Row($"{path}: p50 send → applied", await contest.RunAsync(run), ours, peer, Goal.AtMostTimes(1.5));
        return
        [
            median,
            median with
            {
                Path = $"{path}: p99 send → applied",
                Ours = median.Ours!.ByTails(),
                Peer = median.Peer!.ByTails(),
            },
        ];
    }
}
