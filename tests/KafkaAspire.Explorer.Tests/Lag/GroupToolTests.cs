using Confluent.Kafka;
using Explorer.Service.Lag;

namespace KafkaAspire.Explorer.Tests.Lag;

/// <summary>The monitor's figures, and those that Kafka's own tool prints, of groups in every state on partitions of every kind.</summary>
[Collection(nameof(LagCollection))]
public sealed class GroupToolTests(LagFixture fixture)
{
    [Fact]
    public async Task Offsets_and_lag_are_those_of_Kafkas_own_tool()
    {
        string plain = await fixture.CreateAsync("plain", 3), cut = await fixture.CreateAsync("cut");
        string compacted = await fixture.CreateAsync(
            "compacted", 1, ("cleanup.policy", "compact"), ("segment.bytes", "1048576"), ("segment.ms", "100"), ("min.cleanable.dirty.ratio", "0.001"), ("max.compaction.lag.ms", "100"));
        for (int partition = 0; partition < 3; partition++)
            await fixture.WriteAsync(plain, partition, 40);
        await fixture.WriteAsync(cut, 0, 50);
        await fixture.WriteAsync(compacted, 0, 60, key: i => $"{i % 3}");

        using var live = Traffic.Join(fixture.Brokers, plain, "live");
        using var halfDead = Traffic.Join(fixture.Brokers, plain, "half-dead");
        using var brandNew = Traffic.Join(fixture.Brokers, plain, "brand-new");
        using var newProtocol = Traffic.Join(fixture.Brokers, plain, "new-protocol", GroupProtocol.Consumer);
        foreach (var consumer in (IConsumer<string, string>[])[live, halfDead, brandNew, newProtocol])
            while (consumer.Poll(TimeSpan.FromMilliseconds(500)) is null)
                Assert.False(TestContext.Current.CancellationToken.IsCancellationRequested);
        live.Commit([new(plain, 0, 10), new(plain, 1, 20), new(plain, 2, 40)]);
        halfDead.Commit([new(plain, 1, 7)]);
        newProtocol.Commit([new(plain, 0, 1), new(plain, 2, 2)]);
        // A second member that ends without leaving, as one that crashed: the group still counts on it.
        using (var crashed = Traffic.Join(fixture.Brokers, plain, "half-dead"))
            crashed.Poll(TimeSpan.FromMilliseconds(200));
        await fixture.CommitAsync("dead", new(plain, 0, 3), new(plain, 1, 40));
        await fixture.CommitAsync("behind-the-start", new TopicPartitionOffset(cut, 0, 5));
        await fixture.CommitAsync("on-the-start", new TopicPartitionOffset(cut, 0, 30));
        await fixture.CommitAsync("on-compacted", new TopicPartitionOffset(compacted, 0, 4));
        await fixture.DeleteBeforeAsync(new(cut, 0, 30));

        using var monitor = new Monitor(fixture.Brokers, new());
        Dictionary<(string, string, int), (string, string, string)> told = [], expected = [];
        // The tool and the scan look one after the other, and a rebalance may lie between them.
        await Eventually.TrueAsync(async () =>
        {
            live.Poll(TimeSpan.Zero);
            halfDead.Poll(TimeSpan.Zero);
            expected = await GroupTool.DescribeAsync(TestEnvironment.Kafka!, fixture.Brokers);
            var snapshot = await monitor.ScanAsync();
            told = (from consumers in snapshot.Groups
                    from partition in consumers.Partitions
                    select (Key: (consumers.Id, partition.Topic, partition.Partition), Value: (Text(partition.Committed), Text(partition.EndOffset), Text(partition.Lag))))
                .ToDictionary(one => one.Key, one => one.Value);
            return expected.Count >= 12 && expected.OrderBy(one => one.Key).SequenceEqual(told.OrderBy(one => one.Key));
        }, "the same figures from both");
        Assert.Equal(("5", "50", "45"), told[("behind-the-start", cut, 0)]);
        Assert.Equal(("4", "60", "56"), told[("on-compacted", compacted, 0)]);
        Assert.Equal(("-", "40", "-"), told[("brand-new", plain, 0)]);
        Assert.Equal(LagStatus.NotFound, (await monitor.ScanAsync("brand-new")).Status);
    }

    private static string Text(long? figure) => figure?.ToString() ?? "-";
}
