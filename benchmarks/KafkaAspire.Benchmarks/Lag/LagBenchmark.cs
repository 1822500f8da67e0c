using Confluent.Kafka;
using Explorer.Service;
using Explorer.Service.Cluster;
using Explorer.Service.Cluster.Wire;
using Explorer.Service.Lag;
using KafkaAspire.Benchmarks.Clusters;
using KafkaAspire.Benchmarks.Measuring;
using Microsoft.Extensions.Logging.Abstractions;

namespace KafkaAspire.Benchmarks.Lag;

/// <summary>One scan of the Explorer, from metadata to each group's lag, age and status, beside the requests that nobody can do without.</summary>
internal static class LagBenchmark
{
    public static async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run)
    {
        string path = $"lag monitor, {ManyGroups.Partitions:N0} partitions × {ManyGroups.Groups} groups, one scan";
        if (BenchmarkCluster.Home is null)
            return [new(path, "the bare requests", null, null, Goal.AtMostTimes(1.5), "KAFKA_HOME is not set, and the embedded brokers keep no groups that nobody is in")];
        await using var cluster = await BenchmarkCluster.StartAsync(heapMegabytes: 2048);
        var many = await ManyGroups.CreateAsync(cluster.BootstrapServers, run.Tell);
        var client = new AdminClientConfig { BootstrapServers = cluster.BootstrapServers };
        // How long it takes is what is measured, also on a machine that is busy.
        var options = new ExplorerOptions { RequestTimeout = TimeSpan.FromMinutes(1) };
        using var times = new MessageTimes(LagExtensions.TimesConsumer(client), NullLogger<MessageTimes>.Instance);
        using var scan = new ClusterScan(
            BrokerAddress.Parse(cluster.BootstrapServers), BrokerAccess.From(client), options, new(times, new(NullLogger<LagAlarm>.Instance), options), TimeProvider.System);
        ClusterSnapshot? last = null;
        async Task<Sample> ScanAsync()
        {
            var effort = new Effort();
            last = await scan.TakeAsync(last);
            double took = effort.Time.TotalMilliseconds;
            int seen = last.Groups.Sum(group => group.Partitions.Count(partition => partition.Lag is not null));
            return seen == ManyGroups.Partitions * ManyGroups.Groups
                ? new(took)
                : throw new InvalidOperationException($"the scan saw the lag of {seen} partitions of groups: {string.Join("; ", last.Gaps.Select(gap => gap.Reason))}");
        }

        // The first asks for the age of what waits, as after a start; the others are what goes on all day.
        await ScanAsync();
        using var bare = new BareRequests(client, many);
        using var line = new BrokerLine("127.0.0.1", BrokerAddress.Parse(cluster.BootstrapServers)[0].Port, BrokerAccess.From(client));
        var ours = new Contestant("Explorer.Service", ScanAsync);
        var peer = new Contestant("one ListOffsets per broker, one OffsetFetch per group: bare Confluent.Kafka", bare.RunAsync);
        var wire = new Contestant("the same requests, over the Explorer's own connection", () => WireRequests.RunAsync(line, many));
        var contest = new Contest(Unit.Milliseconds, [ours, peer, wire]);
        var series = await contest.RunAsync(run);
        return [contest.Row(path, series, ours, peer, Goal.AtMostTimes(1.5)), contest.Row(path, series, ours, wire, Goal.Report)];
    }
}
