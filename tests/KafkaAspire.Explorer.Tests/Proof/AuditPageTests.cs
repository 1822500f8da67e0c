using System.Net;
using System.Text.Json.Nodes;
using KafkaAspire.Contracts;

namespace KafkaAspire.Explorer.Tests.Proof;

[Collection(ProofCollection.Name)]
public sealed class AuditPageTests(ProofFixture fixture, Chromium chromium)
{
    private CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_sort_of_outcome_is_counted_and_the_rows_add_up()
    {
        await SettleAsync();
        var before = await TotalAsync();
        await fixture.DepositAsync("audit-1", 20);
        var repeated = ProofFixture.Deposit("audit-1");
        byte[] value = TransactionJson.Write(repeated);
        await fixture.SendAsync(("audit-1", value), ("audit-1", value), ("audit-1", "poison"u8.ToArray()));
        await SettleAsync();
        var after = await TotalAsync();
        Assert.Equal((23, 21, 1, 1, 0, 0), (
            Grown("inLog"), Grown("applied"), Grown("suppressed"), Grown("deadLettered"), Grown("lost"), Grown("doubled")));
        Assert.Equal(20, Grown("acknowledged"));

        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + "audit");
        await browser.ToContainAsync("[data-audit=adds-up]", "adds up");
        Assert.Equal(12, await browser.Page.Locator("tr[data-partition]").CountAsync());
        Assert.Empty(browser.Complaints);
        Assert.Empty(browser.ForeignRequests);

        long Grown(string figure) => (long)after[figure]! - (long)(before[figure] ?? 0);
    }

    [Fact]
    public async Task What_no_consumer_has_read_is_in_flight_and_then_applied()
    {
        await SettleAsync();
        await fixture.StopConsumerAsync();
        var places = await fixture.DepositAsync("audit-2", 7);
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + "audit");
        string cell = $"tr[data-partition='{places[0].Partition.Value}'] [data-cell=in-flight]";
        await browser.ToHaveTextAsync(cell, "7");
        fixture.StartConsumer(ProofFixture.FrozenAccount);
        await browser.ToHaveTextAsync(cell, "0");
        await browser.ToContainAsync("[data-audit=adds-up]", "adds up");
    }

    [Fact]
    public async Task An_entry_that_is_deleted_is_named_in_red_and_no_longer_once_it_is_back()
    {
        var place = (await fixture.DepositAsync("audit-3", 5))[2];
        await SettleAsync();
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + "audit");
        await browser.ToContainAsync("[data-audit=adds-up]", "adds up");

        string where = $"partition = {place.Partition.Value} AND \"offset\" = {place.Offset.Value}";
        fixture.Execute($"CREATE TABLE aside AS SELECT * FROM entries WHERE {where}");
        Assert.Equal(1, fixture.Execute($"DELETE FROM entries WHERE {where}"));
        await browser.ToContainAsync("[data-audit=wrong]", "1 partition does not add up");
        await browser.ToContainAsync("[data-finding=lost]", $"partition {place.Partition.Value}, offset {place.Offset.Value}:");
        string color = await browser.Page.Locator("[data-finding=lost] td").EvaluateAsync<string>("cell => getComputedStyle(cell).color");
        Assert.Equal("rgb(164, 32, 26)", color);
        var report = await ReportAsync();
        Assert.Equal(1, (long)report["total"]!["lost"]!);
        Assert.False((bool)report["addsUp"]!);

        fixture.Execute("INSERT INTO entries SELECT * FROM aside; DROP TABLE aside");
        await browser.ToBeGoneAsync("[data-finding=lost]");
        await browser.ToContainAsync("[data-audit=adds-up]", "adds up");
    }

    [Fact]
    public async Task A_database_that_is_gone_is_said_and_no_longer_once_it_is_back()
    {
        await fixture.DepositAsync("audit-4", 1);
        await SettleAsync();
        await using var explorer = await ExplorerProcess.StartAsync(
            fixture.Cluster.BootstrapServers, ("ConnectionStrings__ledger", $"Data Source={fixture.LedgerFile}.elsewhere"));
        await using var browser = await chromium.OpenAsync(explorer.Url + "audit");
        await browser.ToContainAsync("main > .notice", "there is no such file yet");
        File.CreateSymbolicLink(fixture.LedgerFile + ".elsewhere", fixture.LedgerFile);
        try
        {
            await browser.ToBeGoneAsync("main > .notice");
            await browser.ToContainAsync("[data-audit]", "in the log");
        }
        finally
        {
            File.Delete(fixture.LedgerFile + ".elsewhere");
        }
        Assert.DoesNotContain("   at ", explorer.Output);
    }

    [Fact]
    public async Task A_cluster_that_is_gone_is_said_and_no_longer_once_it_is_back()
    {
        await fixture.DepositAsync("audit-5", 3);
        await SettleAsync();
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + "audit");
        await browser.ToContainAsync("[data-audit=adds-up]", "adds up");
        int broker = fixture.Cluster.Brokers[0].Id;
        await fixture.Cluster.KillBrokerAsync(broker, Stop);
        await browser.ToContainAsync("main > .notice", "Kafka does not answer");
        await browser.ToContainAsync("section.stale", "Partitions of transactions");
        var answer = await fixture.Explorer.Http.GetAsync("/api/audit", Stop);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);

        await fixture.Cluster.StartBrokerAsync(broker, Stop);
        await browser.ToBeGoneAsync("main > .notice");
        await fixture.DepositAsync("audit-5", 2);
        await SettleAsync();
        await browser.ToContainAsync("[data-audit=adds-up]", "adds up");
        Assert.DoesNotContain("   at ", fixture.Explorer.Output);
    }

    // Until the consumers have settled whatever other tests have sent.
    private Task SettleAsync() => Eventually.TrueAsync(
        async () => await ReportAsync() is { } report && (bool)report["isComplete"]! && (long)report["total"]!["inFlight"]! == 0,
        $"nothing is in flight\n{fixture.ConsumerLog}");

    private async Task<JsonNode> TotalAsync() => (await ReportAsync())["total"]!;

    private async Task<JsonNode> ReportAsync()
    {
        var answer = await fixture.Explorer.Http.GetAsync("/api/audit", Stop);
        string text = await answer.Content.ReadAsStringAsync(Stop);
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : JsonNode.Parse("""{"isComplete":false,"total":{"inFlight":-1}}""")!;
    }
}
