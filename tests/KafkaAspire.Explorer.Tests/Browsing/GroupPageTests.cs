using Microsoft.Playwright;

namespace KafkaAspire.Explorer.Tests.Browsing;

/// <summary>Groups, and the reset of their offsets, on three brokers of Apache Kafka and on embedded ones.</summary>
[Collection(BrowsingCollection.Name)]
public sealed class GroupPageTests(KafkaFixture kafka, EmbeddedFixture embedded, Chromium chromium) : IClassFixture<EmbeddedFixture>
{
    [Fact]
    public async Task Offsets_go_where_the_dry_run_said()
    {
        Traffic.ReadAndCommit(kafka.Cluster.BootstrapServers, "transactions", "to-reset", messages: 250);
        await ResetAsync(kafka, "to-reset");
    }

    [Fact]
    public async Task Embedded_brokers_refuse_which_is_said_and_nothing_moves()
    {
        var before = Traffic.Ask(embedded.Cluster.BootstrapServers, "transactions", "ledger", partitions: 6);
        await using var browser = await chromium.OpenAsync(embedded.Explorer.Url + "groups/ledger");
        await browser.Page.Locator("[name=target]").SelectOptionAsync("Latest");
        await DryRunAsync(browser);
        await browser.Page.Locator(".reset .primary").ClickAsync();
        await browser.ToContainAsync(".reset .notice.error", "embedded brokers");
        Assert.Equal(before, Traffic.Ask(embedded.Cluster.BootstrapServers, "transactions", "ledger", partitions: 6));
    }

    private async Task ResetAsync(ClusterFixture fixture, string group)
    {
        string brokers = fixture.Cluster.BootstrapServers;
        var before = Traffic.Ask(brokers, "transactions", group, partitions: 6);
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + $"groups/{group}");
        await browser.ToHaveTextAsync("[data-figure=lag]", before.Values.Sum(one => one.End - one.Committed).ToString());

        await browser.Page.Locator("[name=target]").SelectOptionAsync("Shift");
        await browser.Page.Locator("[name=shift]").FillAsync("-1000000");
        await DryRunAsync(browser);
        var (partition, (committed, _)) = before.First(one => one.Value.Committed > 0);
        await Assertions.Expect(browser.Page.Locator($"[data-step='transactions/{partition}'] td").Nth(4)).ToHaveTextAsync($"{committed} again");
        // Nothing happened yet.
        Assert.Equal(before, Traffic.Ask(brokers, "transactions", group, partitions: 6));

        await browser.Page.Locator("[name=target]").SelectOptionAsync("Latest");
        await browser.ToBeGoneAsync("[data-step]");
        await DryRunAsync(browser);
        await browser.Page.Locator(".reset .primary").ClickAsync();
        await browser.ToContainAsync(".done", "the latest");
        await browser.ToHaveTextAsync("[data-figure=lag]", "0");
        Assert.All(Traffic.Ask(brokers, "transactions", group, partitions: 6).Values, one => Assert.Equal(one.End, one.Committed));
        Assert.Contains($"reset offsets of group {group} to the latest", fixture.Explorer.Output);
    }

    [Fact]
    public async Task A_member_that_comes_after_the_dry_run_is_not_robbed_of_its_offsets()
    {
        string brokers = kafka.Cluster.BootstrapServers;
        Traffic.ReadAndCommit(brokers, "transactions", "returning", messages: 100);
        var before = Traffic.Ask(brokers, "transactions", "returning", partitions: 6);
        await using var browser = await chromium.OpenAsync(kafka.Explorer.Url + "groups/returning");
        await browser.ToHaveTextAsync("[data-figure=state]", "Empty");
        await DryRunAsync(browser);
        using var member = Traffic.Join(brokers, "transactions", "returning");
        await Eventually.TrueAsync(() =>
        {
            member.Poll(TimeSpan.FromMilliseconds(100));
            return Task.FromResult(member.Assignment.Count == 6);
        }, "the member has its partitions");
        // The page may already know, and refuse by itself; if it does not, the coordinator does.
        if (await browser.Page.Locator(".reset .primary").IsEnabledAsync())
            await browser.Page.Locator(".reset .primary").ClickAsync(new() { Timeout = 5_000, Force = true });
        await browser.ToContainAsync(".reset .notice", "group");
        Assert.Equal(before, Traffic.Ask(brokers, "transactions", "returning", partitions: 6));
        member.Close();
    }

    private static async Task DryRunAsync(BrowserPage browser)
    {
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Dry run" }).ClickAsync();
        await browser.Page.Locator("[data-step]").First.WaitForAsync();
    }
}
