using Confluent.Kafka;
using Explorer.Service.Cluster;
using Explorer.Service.Lag;

namespace KafkaAspire.Explorer.Tests.Lag;

/// <summary>The age of the oldest message that a group has not committed, beside the age that its timestamp tells.</summary>
[Collection(nameof(LagCollection))]
public sealed class TimeLagTests(LagFixture fixture)
{
    private static readonly TimeSpan Near = TimeSpan.FromSeconds(1);

    // Where scans a second apart saw a message come they say when to within 1.5 s; it took a moment from its timestamp to its place.
    private static readonly TimeSpan NearGuess = TimeSpan.FromSeconds(2);

    private CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Under_load_it_is_the_true_age_however_seldom_the_cluster_is_asked(int secondsBetweenScans)
    {
        string topic = await fixture.CreateAsync($"load-{secondsBetweenScans}");
        List<DateTime> written = [];
        using var load = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var writing = WriteUnevenlyAsync(topic, written, load.Token);
        using var monitor = new Monitor(fixture.Brokers, new());
        var seen = new HashSet<double>();
        for (int scan = 0; scan < 8 || (seen.Count <= 3 && scan < 40); scan++)
        {
            long committed;
            lock (written)
                committed = written.Count * 3 / 4;
            await fixture.CommitAsync("under-load", new TopicPartitionOffset(topic, 0, committed));
            var snapshot = await monitor.ScanAsync();
            var partition = Partition(snapshot, "under-load", topic);
            // A busy leader may not tell the oldest message's time within what a scan waits for it: then no age is shown, and never a wrong one.
            if (partition is { Lag: > 0, TimeLag: not null })
            {
                lock (written)
                    AssertAge(snapshot, partition, written[(int)partition.Committed!.Value], secondsBetweenScans == 1 ? NearGuess : Near);
                seen.Add(partition.TimeLag!.Value);
            }
            await Task.Delay(TimeSpan.FromSeconds(secondsBetweenScans), Stop);
        }
        await load.CancelAsync();
        await writing;
        Assert.True(seen.Count > 3, "there was a time lag to compare");
    }

    [Fact]
    public async Task Of_old_messages_it_is_what_Kafka_says_of_them()
    {
        string topic = await fixture.CreateAsync("old"), cut = await fixture.CreateAsync("old-cut");
        var written = await fixture.WriteAsync(topic, 0, 20);
        var writtenCut = await fixture.WriteAsync(cut, 0, 20);
        await fixture.DeleteBeforeAsync(new(cut, 0, 8));
        await fixture.CommitAsync("read-nothing", new TopicPartitionOffset(topic, 0, 0));
        await fixture.CommitAsync("read-half", new TopicPartitionOffset(topic, 0, 10));
        await fixture.CommitAsync("read-all", new TopicPartitionOffset(topic, 0, 20));
        await fixture.CommitAsync("before-the-start", new TopicPartitionOffset(cut, 0, 2));
        using var monitor = new Monitor(fixture.Brokers, new());
        var snapshot = await monitor.UntilAsync(
            one => one.Groups.Count(consumers => consumers.Topics.Any(name => name == topic || name == cut) && consumers.TimeLag is not null) == 4, "a time lag of each");
        AssertAge(snapshot, Partition(snapshot, "read-nothing", topic), written[0], Near);
        AssertAge(snapshot, Partition(snapshot, "read-half", topic), written[10], Near);
        AssertAge(snapshot, Partition(snapshot, "before-the-start", cut), writtenCut[8], Near);
        Assert.Equal(0, Partition(snapshot, "read-all", topic).TimeLag);
    }

    [Theory]
    [InlineData("found", false)]
    [InlineData("seen-coming", true)]
    public async Task Where_only_a_transactions_mark_is_left_nothing_waits(string group, bool isSeenComing)
    {
        string topic = await fixture.CreateAsync($"transactional-{group}");
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = fixture.Brokers, TransactionalId = $"time-lag-{group}" }).Build();
        using var monitor = new Monitor(fixture.Brokers, new() { StatusWindow = TimeSpan.FromSeconds(1) });
        producer.InitTransactions(TimeSpan.FromMinutes(1));
        producer.BeginTransaction();
        await producer.ProduceAsync(topic, new() { Value = "the last message" }, Stop);
        await fixture.CommitAsync(group, new TopicPartitionOffset(topic, 0, 1));
        if (isSeenComing)
            await monitor.UntilAsync(one => one.Groups.Any(consumers => consumers.Id == group && consumers.Lag == 0), "a look before the mark");
        producer.CommitTransaction();
        // The coordinator writes the mark after it has said that the transaction is committed. A lag of 1 is as Kafka's tool counts. Where the scans saw
        // the mark come, the first takes it for a message of just now; the next one has read that there is none.
        await monitor.UntilAsync(one => one.Groups.Any(consumers => consumers.Id == group && consumers is { Lag: 1, TimeLag: 0 }), "no time lag behind a mark");
        for (int scan = 0; scan < 5; scan++)
        {
            await Task.Delay(500, Stop);
            var partition = (await monitor.ScanAsync(group)).Partitions.Single();
            Assert.Equal((1, 0, LagStatus.Ok), (partition.Lag!.Value, partition.TimeLag!.Value, partition.Status));
        }
    }

    [Fact]
    public async Task What_a_page_draws_are_the_figures_of_the_scans()
    {
        string topic = await fixture.CreateAsync("drawn");
        await fixture.CommitAsync("drawn", new TopicPartitionOffset(topic, 0, 0));
        using var monitor = new Monitor(fixture.Brokers, new() { StatusWindow = TimeSpan.FromMilliseconds(1000) });
        for (int scan = 0; scan < 4; scan++)
        {
            await fixture.WriteAsync(topic, 0, 5);
            await monitor.ScanAsync();
        }
        var partition = (await monitor.ScanAsync("drawn")).Partitions.Single();
        var points = partition.History!.Points;
        Assert.True(points.Count > 1);
        Assert.Equal(20, points[^1].Lag);
        Assert.Equal(points.OrderBy(point => point.At), points);
        Assert.Equal(points.Select(point => point.Lag).Order(), points.Select(point => point.Lag));
    }

    // Bursts and silences: what is hardest to guess between two looks.
    private async Task WriteUnevenlyAsync(string topic, List<DateTime> written, CancellationToken stop)
    {
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = fixture.Brokers, Acks = Acks.All, LingerMs = 5 }).Build();
        var random = new Random(1);
        while (!stop.IsCancellationRequested)
        {
            var sent = await Task.WhenAll(Enumerable.Range(0, random.Next(1, 200)).Select(i => producer.ProduceAsync(topic, new() { Value = $"{i}" })));
            lock (written)
                written.AddRange(sent.OrderBy(one => one.Offset.Value).Select(one => one.Timestamp.UtcDateTime));
            await Task.Delay(random.Next(0, 3) * random.Next(100, 1500), CancellationToken.None);
        }
    }

    private static GroupPartition Partition(ClusterSnapshot snapshot, string group, string topic) =>
        snapshot.Groups.Single(one => one.Id == group).Partitions.Single(one => one.Topic == topic);

    // The scan looked at some time while it lasted.
    private static void AssertAge(ClusterSnapshot snapshot, GroupPartition partition, DateTime written, TimeSpan near)
    {
        var youngest = snapshot.TakenAt.UtcDateTime - written - near;
        var oldest = snapshot.TakenAt.UtcDateTime.AddMilliseconds(snapshot.TookMilliseconds) - written + near;
        Assert.InRange(partition.TimeLag!.Value, youngest.TotalSeconds, oldest.TotalSeconds);
    }
}
