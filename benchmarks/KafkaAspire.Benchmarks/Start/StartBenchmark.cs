using KafkaAspire.Benchmarks.Clusters;
using KafkaAspire.Benchmarks.Hosts;
using KafkaAspire.Benchmarks.Measuring;
using KafkaAspire.Benchmarks.Peers;
using KafkaAspire.Contracts;
using KafkaAspire.LocalCluster;

namespace KafkaAspire.Benchmarks.Start;

/// <summary>The whole of <c>./run --messages 1</c>, from the key press to the audit, beside what cannot be spared: brokers, and one host.</summary>
internal static class StartBenchmark
{
    private const string Path = "./run --messages 1, built before";
    private const string PeerName = "start of the same brokers, then of a bare .NET web host";

    public static async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run)
    {
        if (BenchmarkCluster.Home is not { } home)
            return [new(Path, PeerName, null, null, Goal.AtMostTimes(1.3), "KAFKA_HOME is not set: brokers that start in no time are no measure")];
        string repository = RunScript.Directory;
        run.Tell("once without the clock, so that everything is built");
        await RunOnceAsync(repository);
        var ours = new Contestant("./run", async () =>
        {
            var effort = new Effort();
            await RunOnceAsync(repository);
            return new(effort.Time.TotalSeconds);
        });
        var peer = new Contestant(PeerName, () => StartAsync(KafkaInstallation.Find(home)));
        var contest = new Contest(Unit.Seconds, [ours, peer]);
        return [contest.Row(Path, await contest.RunAsync(run), ours, peer, Goal.AtMostTimes(1.3))];
    }

    private static Task RunOnceAsync(string repository) => Command.RunAsync(
        System.IO.Path.Combine(repository, OperatingSystem.IsWindows() ? "run.cmd" : "run"), ["--brokers", "kafka", "--messages", "1", "--plain"], repository);

    private static async Task<Sample> StartAsync(KafkaInstallation kafka)
    {
        var effort = new Effort();
        await using var cluster = await ProcessCluster.StartAsync(new() { Installation = kafka, Topics = [.. Topics.All.Select(topic => new TopicDeclaration(topic.Name, topic.Partitions))] });
        await Command.RunAsync("dotnet", [typeof(StartBenchmark).Assembly.Location, BareHost.Name]);
        // As of ./run, the end is part of it.
        await cluster.DisposeAsync();
        return new(effort.Time.TotalSeconds);
    }
}
