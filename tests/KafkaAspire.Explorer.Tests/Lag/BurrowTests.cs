using Confluent.Kafka;
using Explorer.Service.Lag;
using KafkaAspire.LocalCluster;

namespace KafkaAspire.Explorer.Tests.Lag;

/// <summary>The monitor's status and lag, and Burrow's, on the same cluster at rest.</summary>
public sealed class BurrowTests
{
    private const string Topic = "orders";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Status_and_lag_are_Burrows()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("KAFKA_ZOOKEEPER_HOME") is { Length: > 0 }, "needs Kafka 3.9: KAFKA_ZOOKEEPER_HOME is not set");
        await using var kafka = await ProcessCluster.StartAsync(new()
        {
            Installation = KafkaInstallation.Find(Environment.GetEnvironmentVariable("KAFKA_ZOOKEEPER_HOME")!),
            Metadata = MetadataStore.ZooKeeper, Brokers = 1, HeapMegabytes = 300, Topics = [new(Topic, 2)],
        }, Stop);
        // Burrow reads the topic of commits from its start, which must be there by then.
        await WriteAsync(kafka.BootstrapServers, 100);
        await CommitAsync(kafka.BootstrapServers, "first", 1);
        await using var burrow = Burrow.Start(kafka.BootstrapServers, ZooKeeperOf(kafka));
        Assert.SkipWhen(burrow is null, Burrow.Missing);
        await Eventually.TrueAsync(burrow.AnswersAsync, "Burrow answers");
        await Eventually.TrueAsync(async () => (await burrow.AskAsync("first")).Partitions.Count > 0, "Burrow has read a commit");

        using var monitor = new Monitor(kafka.BootstrapServers, new() { StatusWindow = TimeSpan.FromSeconds(15) });
        using var stalls = Join(kafka.BootstrapServers, "stalls");
        using var goesBack = Join(kafka.BootstrapServers, "goes-back");
        using var keepsUp = Join(kafka.BootstrapServers, "keeps-up");
        string[] groups = ["first", "stalls", "goes-back", "keeps-up", "stopped", "unknown"];
        await CommitAsync(kafka.BootstrapServers, "stopped", 40);
        int commits = 0;
        Dictionary<string, string> burrows = [], ours = [];
        await Eventually.TrueAsync(async () =>
        {
            foreach (var consumer in (IConsumer<Ignore, Ignore>[])[stalls, goesBack, keepsUp])
                consumer.Poll(TimeSpan.Zero);
            CommitAssigned(stalls, 30);
            CommitAssigned(goesBack, commits++ < 40 ? 60 : 20);
            CommitAssigned(keepsUp, 100);
            await Task.Delay(1000, Stop);
            var snapshot = await monitor.ScanAsync();
            foreach (string group in groups)
            {
                var (status, partitions) = await burrow.AskAsync(group);
                burrows[group] = Text(status, partitions.Select(one => (one.Key.Topic, one.Key.Partition, one.Value.Lag, one.Value.Status)));
                var mine = snapshot.Groups.SingleOrDefault(one => one.Id == group);
                ours[group] = Text(
                    (mine?.Status ?? LagStatus.NotFound).Word(),
                    mine?.Partitions.Where(one => one.Committed is not null).Select(one => (one.Topic, one.Partition, one.Lag ?? -1, one.Status.Word())) ?? []);
            }
            TestContext.Current.TestOutputHelper?.WriteLine($"{commits}: {string.Join(" | ", groups.Select(group => $"{group}: {burrows[group]} / {ours[group]}"))}");
            return burrows["goes-back"].Contains("REWIND", StringComparison.Ordinal) && burrows["stalls"].Contains("STALL", StringComparison.Ordinal)
                && groups.All(group => burrows[group] == ours[group]);
        }, "the same from both");
        Assert.Equal("ERR orders/0 70 STALL, orders/1 70 STALL", ours["stalls"]);
        Assert.Equal("ERR orders/0 80 REWIND, orders/1 80 REWIND", ours["goes-back"]);
        Assert.Equal("OK orders/0 0 OK, orders/1 0 OK", ours["keeps-up"]);
        Assert.Equal("ERR orders/0 60 STOP, orders/1 60 STOP", ours["stopped"]);
        Assert.Equal("NOTFOUND", ours["unknown"]);
    }

    private static string Text(string status, IEnumerable<(string Topic, int Partition, long Lag, string Status)> partitions) =>
        $"{status} {string.Join(", ", partitions.OrderBy(one => one.Partition).Select(one => $"{one.Topic}/{one.Partition} {one.Lag} {one.Status}"))}".TrimEnd();

    private static async Task WriteAsync(string brokers, int messages)
    {
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = brokers, Acks = Acks.All }).Build();
        await Task.WhenAll(from partition in Enumerable.Range(0, 2)
                           from i in Enumerable.Range(0, messages)
                           select producer.ProduceAsync(new TopicPartition(Topic, partition), new() { Value = $"{i}" }));
    }

    private static IConsumer<Ignore, Ignore> Join(string brokers, string group)
    {
        var consumer = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = brokers, GroupId = group, EnableAutoCommit = false }).Build();
        consumer.Subscribe(Topic);
        return consumer;
    }

    private static void CommitAssigned(IConsumer<Ignore, Ignore> consumer, long offset)
    {
        if (consumer.Assignment.Count > 0)
            consumer.Commit(consumer.Assignment.Select(partition => new TopicPartitionOffset(partition, offset)));
    }

    private static Task CommitAsync(string brokers, string group, long offset) => Traffic.CommitAsync(brokers, group, new(Topic, 0, offset), new(Topic, 1, offset));

    private static string ZooKeeperOf(ProcessCluster kafka) =>
        Directory.EnumerateFiles(kafka.DataDirectory, "*.properties").SelectMany(File.ReadLines)
            .First(line => line.StartsWith("zookeeper.connect=", StringComparison.Ordinal))["zookeeper.connect=".Length..].Replace("\\", "", StringComparison.Ordinal);
}
