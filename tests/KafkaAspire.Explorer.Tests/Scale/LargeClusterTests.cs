using Confluent.Kafka;
using Explorer.Service.Cluster;
using KafkaAspire.Explorer.Tests.Lag;
using Microsoft.Playwright;

namespace KafkaAspire.Explorer.Tests.Scale;

/// <summary>Pages of a large cluster: they tell what Kafka tells, and render no more than what is in sight.</summary>
public sealed class LargeClusterTests(LargeClusterFixture fixture, Chromium chromium) : IClassFixture<LargeClusterFixture>
{
    // A table of 34 rem with rows of 2, and the rows that are kept ready above and below it.
    private const int MostRows = 100;

    [Fact]
    public async Task Offsets_and_lag_of_every_group_on_every_partition_are_those_of_Kafkas_own_tool()
    {
        var expected = await GroupTool.DescribeAsync(TestEnvironment.Kafka!, fixture.Cluster.BootstrapServers);
        Assert.Equal(LargeClusterFixture.Partitions + ((LargeClusterFixture.Groups - 1) * 20), expected.Count);
        var snapshot = (await fixture.Explorer.Http.GetFromJsonAsync<ClusterSnapshot>("/api/cluster", Json.Options, TestContext.Current.CancellationToken))!;
        Assert.Empty(snapshot.Gaps);
        var told = from consumers in snapshot.Groups
                   from partition in consumers.Partitions
                   select (Key: (consumers.Id, partition.Topic, partition.Partition), Value: ($"{partition.Committed}", $"{partition.EndOffset}", $"{partition.Lag}"));
        Assert.Equal(expected.Select(one => (one.Key, one.Value)).Order(), told.Order());
    }

    [Fact]
    public async Task The_overview_and_the_lists_count_all_and_render_what_is_in_sight()
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url);
        await browser.ToHaveTextAsync("[data-figure=partitions]", $"{CountPartitions():N0}");
        await AssertBoundedAsync(browser);
        await browser.Page.GotoAsync(fixture.Explorer.Url + "topics");
        await browser.ToContainAsync("section.topics .aside", $"51 topics, {LargeClusterFixture.Partitions:N0} partitions");
        await AssertBoundedAsync(browser);
        await browser.Page.GotoAsync(fixture.Explorer.Url + "groups");
        await browser.ToContainAsync("section.groups .aside", $"{LargeClusterFixture.Groups} groups");
        await AssertBoundedAsync(browser);
    }

    [Theory]
    [InlineData("topics/" + LargeClusterFixture.LongTopic, "0", "999")]
    [InlineData("groups/" + LargeClusterFixture.WideGroup, "long/0", "orders.049/19")]
    public async Task A_table_of_a_thousand_rows_renders_what_is_in_sight_and_scrolls_to_its_end(string page, string first, string last)
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + page);
        await browser.Page.Locator($"[data-partition='{first}']").WaitForAsync();
        await AssertBoundedAsync(browser);
        Assert.Equal(0, await browser.Page.Locator($"[data-partition='{last}']").CountAsync());
        await browser.Page.Locator($".box:has([data-partition='{first}'])").EvaluateAsync("box => box.scrollTop = box.scrollHeight");
        await browser.Page.Locator($"[data-partition='{last}']").WaitForAsync();
        await browser.ToBeGoneAsync($"[data-partition='{first}']");
        await AssertBoundedAsync(browser);
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task The_newest_messages_of_a_thousand_partitions_are_a_page()
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + $"messages?topic={LargeClusterFixture.LongTopic}");
        await Assertions.Expect(browser.Page.Locator("[data-message]")).ToHaveCountAsync(50, new() { Timeout = BrowserPage.Patience });
    }

    // Kafka's own topics included.
    private int CountPartitions()
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = fixture.Cluster.BootstrapServers }).Build();
        return admin.GetMetadata(TimeSpan.FromMinutes(1)).Topics.Sum(topic => topic.Partitions.Count);
    }

    private static async Task AssertBoundedAsync(BrowserPage browser) => Assert.InRange(await browser.Page.Locator("main tbody tr").CountAsync(), 1, MostRows);
}
