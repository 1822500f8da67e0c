using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Playwright;

namespace KafkaAspire.Explorer.Tests.Browsing;

/// <summary>Topics on three brokers of Apache Kafka.</summary>
[Collection(BrowsingCollection.Name)]
public sealed class TopicPageTests(KafkaFixture fixture, Chromium chromium)
{
    private CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_topic_shows_its_partitions_sizes_segments_settings_and_readers_while_a_broker_goes_and_comes()
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + "topics/transactions");
        await browser.ToHaveTextAsync("[data-figure=messages]", "600");
        await browser.ToContainAsync("[data-group=ledger]", "350");
        await browser.ToContainAsync("[data-figure=size]", "KiB");
        await browser.ToContainAsync("[data-segment='0']", "00000000000000000000.log");

        await fixture.Cluster.KillBrokerAsync(2, Stop);
        await browser.ToContainAsync("[data-partition='0'] .chip", "2 of 3");
        await browser.ToHaveTextAsync("[data-figure=messages]", "600");
        await fixture.Cluster.StartBrokerAsync(2, Stop);
        await browser.ToBeGoneAsync("[data-partition] .chip");
        await browser.ToBeGoneAsync(".notice.error");
        Assert.False(fixture.Explorer.HasExited, fixture.Explorer.Output);
    }

    [Fact]
    public async Task A_topic_is_created_as_it_was_wanted_after_what_is_wrong_was_said()
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + "topics");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Create a topic" }).ClickAsync();
        await browser.Page.Locator("[name=name]").FillAsync("no name!");
        await browser.Page.Locator("[name=replicas]").FillAsync("4");
        await browser.Page.Locator("[name=insync]").FillAsync("5");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator(".wrong")).ToHaveCountAsync(3);

        await browser.Page.Locator("[name=name]").FillAsync("made.here");
        await browser.Page.Locator("[name=partitions]").FillAsync("4");
        await browser.Page.Locator("[name=replicas]").FillAsync("3");
        await browser.Page.Locator("[name=insync]").FillAsync("2");
        await browser.Page.Locator("[name=retention]").FillAsync("1.5");
        await browser.Page.Locator("[name=cleanup]").SelectOptionAsync("compact,delete");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        await browser.ToContainAsync(".done", "made.here");
        Assert.Contains("create topic made.here", fixture.Explorer.Output);

        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = fixture.Cluster.BootstrapServers }).Build();
        var settings = (await admin.DescribeConfigsAsync([new ConfigResource { Type = ResourceType.Topic, Name = "made.here" }]))[0].Entries;
        Assert.Equal(("2", "5400000", "compact,delete"), (settings["min.insync.replicas"].Value, settings["retention.ms"].Value, settings["cleanup.policy"].Value));

        await browser.Page.Locator(".done a").ClickAsync();
        await browser.ToHaveTextAsync("[data-figure=partitions]", "4");
        await browser.ToContainAsync("[data-setting='retention.ms']", "5400000");
    }

    [Fact]
    public async Task Without_leave_to_change_anything_no_topic_can_be_created_and_no_offset_reset()
    {
        await using var explorer = await ExplorerProcess.StartAsync(fixture.Cluster.BootstrapServers, ("Explorer__ReadOnly", "true"));
        await using var browser = await chromium.OpenAsync(explorer.Url + "topics");
        await browser.Page.Locator("[data-topic]").First.WaitForAsync();
        Assert.True(await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Create a topic" }).IsDisabledAsync());
        await browser.Page.GotoAsync(explorer.Url + "groups/ledger");
        await browser.ToContainAsync(".reset .notice", "only reads");
        Assert.True(await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Dry run" }).IsDisabledAsync());
    }
}
