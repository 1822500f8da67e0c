using System.Net;
using Explorer.Service.Cluster;

namespace KafkaAspire.Explorer.Tests;

/// <summary>The page on embedded brokers, which answer less than Kafka does.</summary>
public sealed class EmbeddedClusterTests(EmbeddedFixture fixture, Chromium chromium) : IClassFixture<EmbeddedFixture>
{
    [Fact]
    public async Task The_page_shows_brokers_topics_and_the_lag_of_a_known_group()
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url);
        await browser.ToContainAsync("[data-figure=brokers]", "3 of 3 up");
        await browser.ToHaveTextAsync("[data-figure=lag]", "350");
        await browser.ToContainAsync("[data-group=ledger]", "350");
        await browser.ToContainAsync("[data-topic=transactions]", "600");
        Assert.Empty(browser.Complaints);
        Assert.Empty(browser.ForeignRequests);
    }

    [Fact]
    public async Task What_the_brokers_cannot_answer_is_said_where_it_would_be()
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url);
        await browser.ToContainAsync("section.groups", "cannot list its groups");
        await browser.ToContainAsync("section.groups", "does not tell the state and the members");
        await browser.ToContainAsync("section.brokers", "does not tell its controller");
        await browser.ToContainAsync("[data-group=ledger]", "not told");
    }

    [Fact]
    public async Task The_figures_move_while_the_page_is_open()
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url);
        await browser.ToContainAsync("[data-topic=settlements]", "settlements");
        await Traffic.WriteAsync(fixture.Cluster.BootstrapServers, "settlements", messages: 42);
        await Microsoft.Playwright.Assertions.Expect(browser.Page.Locator("[data-topic=settlements] td").Nth(2)).ToHaveTextAsync("42", new() { Timeout = BrowserPage.Patience });
    }

    [Fact]
    public async Task A_broker_that_goes_down_is_shown_and_comes_back()
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url);
        await browser.ToContainAsync("[data-broker='2']", "up");
        await fixture.Cluster.KillBrokerAsync(2, TestContext.Current.CancellationToken);
        await browser.ToContainAsync("[data-broker='2']", "down");
        await fixture.Cluster.StartBrokerAsync(2, TestContext.Current.CancellationToken);
        await browser.ToContainAsync("[data-broker='2']", "up");
    }

    [Fact]
    public async Task A_cluster_that_is_gone_is_said_and_its_last_figures_stay_until_it_is_back()
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url);
        await browser.ToContainAsync("[data-figure=brokers]", "3 of 3 up");
        foreach (var broker in fixture.Cluster.Brokers)
            await fixture.Cluster.KillBrokerAsync(broker.Id, TestContext.Current.CancellationToken);
        await browser.ToContainAsync("main > .notice", "No broker answers");
        await browser.ToContainAsync(".stale [data-topic=transactions]", "600");

        foreach (var broker in fixture.Cluster.Brokers)
            await fixture.Cluster.StartBrokerAsync(broker.Id, TestContext.Current.CancellationToken);
        await browser.ToBeGoneAsync("main > .notice");
        await browser.ToContainAsync("[data-figure=brokers]", "3 of 3 up");
        await browser.ToContainAsync("[data-group=ledger]", "350");
        Assert.False(fixture.Explorer.HasExited, fixture.Explorer.Output);
    }

    [Fact]
    public async Task The_api_tells_what_the_page_shows()
    {
        var snapshot = await fixture.Explorer.Http.GetFromJsonAsync<ClusterSnapshot>("/api/cluster", Json.Options, TestContext.Current.CancellationToken);
        var group = Assert.Single(snapshot!.Groups);
        Assert.Equal("ledger", group.Id);
        Assert.Null(group.Members);
        var expected = Traffic.Ask(fixture.Cluster.BootstrapServers, "transactions", "ledger", partitions: 6);
        Assert.Equal(expected, group.Partitions.ToDictionary(one => one.Partition, one => (one.Committed!.Value, one.EndOffset!.Value)));
        Assert.Equal(expected.Values.Sum(one => one.End - one.Committed), group.Lag);
    }

    [Theory]
    [InlineData("/api/cluster/groups/ledger/lag", "350")]
    [InlineData("/api/cluster/topics/transactions/partitions/2/id", "2")]
    [InlineData("/api/cluster/brokers/3/isUp", "true")]
    [InlineData("/api/cluster/groups/ledger/partitions/1/topic", "\"transactions\"")]
    public async Task The_api_tells_a_part_of_it(string path, string expected) =>
        Assert.Equal(expected, await fixture.Explorer.Http.GetStringAsync(path, TestContext.Current.CancellationToken));

    [Fact]
    public async Task A_part_that_is_not_there_is_not_found() => Assert.Equal(
        HttpStatusCode.NotFound, (await fixture.Explorer.Http.GetAsync("/api/cluster/topics/nonsense/partitions", TestContext.Current.CancellationToken)).StatusCode);
}
