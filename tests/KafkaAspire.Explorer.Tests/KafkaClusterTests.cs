using Confluent.Kafka;
using Explorer.Service.Cluster;
using KafkaAspire.Explorer.Tests.Browsing;

namespace KafkaAspire.Explorer.Tests;

/// <summary>The page on three brokers of Apache Kafka.</summary>
[Collection(BrowsingCollection.Name)]
public sealed class KafkaClusterTests(KafkaFixture fixture, Chromium chromium)
{
    private CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Offsets_lag_and_controller_are_what_Kafka_says()
    {
        ClusterSnapshot snapshot = null!;
        // A broker that another test stopped may be coming back still.
        await Eventually.TrueAsync(async () => (snapshot = await SnapshotAsync()) is { Gaps.Count: 0, UnderReplicated: 0, Controller: not null }, "a whole snapshot");
        Assert.InRange(snapshot.Controller ?? 0, 1, 3);
        var group = snapshot.Groups.Single(one => one.Id == "ledger");
        Assert.Equal("Empty", group.State);
        Assert.Empty(group.Members!);
        var expected = Traffic.Ask(fixture.Cluster.BootstrapServers, "transactions", "ledger", partitions: 6);
        Assert.Equal(expected, group.Partitions.ToDictionary(one => one.Partition, one => (one.Committed!.Value, one.EndOffset!.Value)));
        Assert.Equal(350, group.Lag);
        Assert.All(snapshot.Topics.Single(topic => topic.Name == "transactions").Partitions, partition => Assert.Equal(3, partition.InSync.Count));
    }

    [Theory]
    [InlineData(GroupProtocol.Classic)]
    [InlineData(GroupProtocol.Consumer)]
    public async Task Members_are_shown_while_they_are_there(GroupProtocol protocol)
    {
        string group = $"readers-{protocol}";
        using var consumer = Traffic.Join(fixture.Cluster.BootstrapServers, "transactions", group, protocol);
        ConsumerGroup? seen = null;
        await Eventually.TrueAsync(async () =>
        {
            consumer.Poll(TimeSpan.FromMilliseconds(100));
            seen = (await SnapshotAsync()).Groups.SingleOrDefault(one => one.Id == group);
            return seen is { State: "Stable", Members: [{ Partitions: 6 }] };
        }, "one member with six partitions");
        Assert.Equal("reader-1", seen!.Members![0].ClientId);
        Assert.All(seen.Partitions, partition => Assert.Equal("reader-1", partition.Member));

        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url);
        await browser.ToContainAsync($"[data-group={group}]", "Stable");
        await browser.Page.Locator($"[data-group={group}] a").ClickAsync();
        await browser.ToContainAsync("[data-member=reader-1]", "6 partitions: transactions 0, 1, 2, 3, 4, 5");
        await browser.ToContainAsync(".reset", "The group is active");
        Assert.True(await browser.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Dry run" }).IsDisabledAsync());
        consumer.Close();
        await browser.ToHaveTextAsync("[data-figure=state]", "Empty");
    }

    [Fact]
    public async Task A_killed_broker_is_shown_and_comes_back()
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url);
        await browser.ToContainAsync("[data-figure=brokers]", "3 of 3 up");

        await fixture.Cluster.KillBrokerAsync(3, Stop);
        await browser.ToContainAsync("[data-broker='3']", "down");
        await browser.ToContainAsync("[data-topic=transactions]", "under-replicated");
        // What is left goes on being told.
        await browser.ToContainAsync("[data-group=ledger]", "350");

        await fixture.Cluster.StartBrokerAsync(3, Stop);
        await browser.ToContainAsync("[data-figure=brokers]", "3 of 3 up");
        await browser.ToContainAsync("[data-topic=transactions]", "in sync");
        Assert.False(fixture.Explorer.HasExited, fixture.Explorer.Output);
    }

    private async Task<ClusterSnapshot> SnapshotAsync() =>
        (await fixture.Explorer.Http.GetFromJsonAsync<ClusterSnapshot>("/api/cluster", Json.Options, Stop))!;
}
