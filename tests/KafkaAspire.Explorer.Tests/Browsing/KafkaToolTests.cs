namespace KafkaAspire.Explorer.Tests.Browsing;

/// <summary>What stands on the pages, against what Kafka's own tools print of the same cluster.</summary>
[Collection(BrowsingCollection.Name)]
public sealed class KafkaToolTests(KafkaFixture fixture, Chromium chromium)
{
    private const string Topic = "transactions";

    [Fact]
    public async Task A_topics_offsets_and_replicas_on_its_page_are_those_of_Kafkas_tools()
    {
        string brokers = fixture.Cluster.BootstrapServers;
        var first = await KafkaTool.OffsetsAsync(brokers, Topic, "earliest");
        var end = await KafkaTool.OffsetsAsync(brokers, Topic, "latest");
        Assert.Equal(6, end.Count);

        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + $"topics/{Topic}");
        await browser.ToHaveTextAsync("[data-figure=messages]", Grouped(end.Values.Sum() - first.Values.Sum()));
        string[] told = [], shown = [];
        // Leaders move back to where they are preferred while tool and page look, one after the other: in the end both say the same.
        await Eventually.TrueAsync(async () =>
        {
            var layout = await KafkaTool.LayoutAsync(brokers, Topic);
            told = [.. end.Keys.Order().Select(partition => string.Join(" | ",
                partition, layout[partition].Leader, Spaced(layout[partition].Replicas), Spaced(layout[partition].InSync), Grouped(first[partition]), Grouped(end[partition])))];
            shown = [.. (await RowsAsync(browser, "tr[data-partition]")).Select(cells => string.Join(" | ", cells.Take(6)))];
            return told.SequenceEqual(shown);
        }, () => $"the page shows {string.Join("; ", shown)}, the tools {string.Join("; ", told)}");
    }

    [Fact]
    public async Task A_groups_offsets_lag_and_members_on_its_page_are_those_of_Kafkas_tools()
    {
        const string group = "by-the-tools";
        string brokers = fixture.Cluster.BootstrapServers;
        Traffic.ReadAndCommit(brokers, Topic, group, messages: 150);
        using var one = Traffic.Join(brokers, Topic, group);
        using var other = Traffic.Join(brokers, Topic, group);
        await Eventually.TrueAsync(() =>
        {
            one.Consume(TimeSpan.FromMilliseconds(100));
            other.Consume(TimeSpan.FromMilliseconds(100));
            return Task.FromResult((one.Assignment.Count, other.Assignment.Count) == (3, 3));
        }, "both members have three partitions");
        var told = await KafkaTool.GroupAsync(brokers, group);
        var members = await KafkaTool.MembersAsync(brokers, group);
        Assert.Equal((6, 2), (told.Count, members.Count));

        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + $"groups/{group}");
        await browser.ToHaveTextAsync("[data-figure=members]", "2");
        await browser.ToHaveTextAsync("[data-figure=lag]", Grouped(told.Values.Sum(partition => long.Parse(partition.Lag))));
        await browser.ToContainAsync("[data-partition='transactions/5']", "reader-1");
        Assert.Equal(
            told.OrderBy(partition => partition.Key).Select(partition => string.Join(" | ",
                partition.Key.Topic, partition.Key.Partition, Grouped(long.Parse(partition.Value.Committed)), Grouped(long.Parse(partition.Value.End)),
                Grouped(long.Parse(partition.Value.Lag)), partition.Value.Client)),
            (await RowsAsync(browser, "tr[data-partition]")).Select(cells => string.Join(" | ", cells[0], cells[1], cells[3], cells[4], cells[5], cells[8])));
        Assert.Equal(
            members.Order().Select(member => $"{member.Client} | {member.Host} | {member.Partitions} partitions"),
            (await RowsAsync(browser, "tr[data-member]")).Select(cells => string.Join(" | ", cells.Take(3))));
        one.Close();
        other.Close();
    }

    private static async Task<string[][]> RowsAsync(BrowserPage browser, string rows) =>
        await browser.Page.Locator(rows).EvaluateAllAsync<string[][]>("rows => rows.map(row => [...row.cells].map(cell => cell.innerText.trim()))");

    private static string Grouped(long number) => number.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);

    private static string Spaced(string ids) => ids.Replace(",", ", ");
}
