using KafkaAspire.Benchmarks.Clusters;
using KafkaAspire.Benchmarks.Databases;
using KafkaAspire.Benchmarks.Measuring;

namespace KafkaAspire.Benchmarks.Memory;

/// <summary>The services as processes of their own, at full speed: one writes ten million messages, then others read that backlog. The peak counts.</summary>
internal static class MemoryBenchmark
{
    /// <summary>Messages of the backlog.</summary>
    public const int Backlog = 10_000_000;

    private const string None = "–";

    // Of a backlog that never ends it makes no difference how long a reader has been at it, once its queues are full.
    private const int Read = 1_000_000;

    public static async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run)
    {
        var goal = Goal.AtMost(250);
        string path = $"memory of a replica at full speed, backlog of {Backlog:N0} messages";
        if (BenchmarkCluster.Home is null)
            return [new(path, None, null, null, goal, "KAFKA_HOME is not set: the embedded brokers keep no such backlog")];
        await using var cluster = await BenchmarkCluster.StartAsync();
        string brokers = cluster.BootstrapServers;
        run.Tell($"Producer.Service writes {Backlog:N0} messages");
        var written = await ServiceProcess.RunAsync("Producer.Service", brokers, new()
        {
            ["Producer__Generate__Rate"] = "0",
            ["Producer__Generate__Messages"] = $"{Backlog}",
        }, status => status.GetProperty("acknowledged").GetInt64() >= Backlog);
        var database = new Contestant("Consumer.Service, exactly-once, SQLite", async () =>
        {
            using var file = new SqliteFile();
            return await ReadAsync(brokers, new() { ["ConnectionStrings__ledger"] = file.ConnectionString });
        });
        var topic = new Contestant("Consumer.Service, exactly-once, topic", () => ReadAsync(brokers, new() { ["Consumer__Sink"] = "topic" }));
        var contest = new Contest(Unit.Megabytes, [database, topic]);
        var series = await contest.RunAsync(run);
        return
        [
            new($"{path}: Producer.Service", None, new("Producer.Service", Unit.Megabytes, [written]), null, goal),
            new($"{path}: {database.Name}", None, series[database.Name], null, goal),
            new($"{path}: {topic.Name}", None, series[topic.Name], null, goal),
        ];
    }

    private static Task<Sample> ReadAsync(string brokers, Dictionary<string, string?> settings)
    {
        settings["Consumer__Group"] = $"benchmark-{Guid.NewGuid():N}";
        return ServiceProcess.RunAsync("Consumer.Service", brokers, settings, status => status.GetProperty("applied").GetInt64() >= Read);
    }
}
