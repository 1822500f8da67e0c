using KafkaAspire.Contracts;
using Microsoft.Playwright;

namespace KafkaAspire.Explorer.Tests.Proof;

[Collection(ProofCollection.Name)]
public sealed class ProducePageTests(ProofFixture fixture, Chromium chromium)
{
    [Theory]
    [InlineData("TwoIdenticalWithdrawals", "2", "-50.00 EUR", "Both counted")]
    [InlineData("SameWithdrawalTwice", "1", "-25.00 EUR", "It counted once")]
    public async Task An_experiment_shows_what_counted_from_the_ledger(string experiment, string entries, string after, string verdict)
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + "produce");
        string panel = $"[data-experiment={experiment}]";
        await browser.Page.Locator($"{panel} button").ClickAsync();
        await browser.ToContainAsync($"{panel} [data-verdict=as-expected]", verdict);
        await browser.ToHaveTextAsync($"{panel} [data-figure=before]", "0.00 EUR");
        await browser.ToHaveTextAsync($"{panel} [data-figure=entries]", entries);
        await browser.ToHaveTextAsync($"{panel} [data-figure=after]", after);
        Assert.Contains("experiment:", fixture.Explorer.Output);
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task A_message_is_sent_with_its_headers_and_its_acknowledgement_is_shown()
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + "produce");
        await FieldAsync(browser, "Partition", "4");
        await FieldAsync(browser, "Headers, a line each", "origin: <b>here</b>\nsecond:  2");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await browser.ToContainAsync("[data-acknowledged]", "transactions, partition 4, offset");
        long offset = long.Parse((await browser.Page.Locator("[data-acknowledged]").GetAttributeAsync("data-acknowledged"))!);
        var sent = Traffic.ReadAt(fixture.Cluster.BootstrapServers, Topics.Transactions.Name, 4, offset);
        Assert.Equal("ACC-1"u8, sent.Message.Key);
        Assert.NotNull(TransactionJson.Read(sent.Message.Value, out _));
        Assert.Equal(["origin=<b>here</b>", "second=2"], sent.Message.Headers.Where(header => header.Key is "origin" or "second")
            .Select(header => $"{header.Key}={System.Text.Encoding.UTF8.GetString(header.GetValueBytes())}"));
        Assert.Contains($"to transactions, partition 4", fixture.Explorer.Output);
    }

    [Fact]
    public async Task Bytes_against_the_contract_are_sent_only_by_one_who_insists()
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + "produce");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Poison" }).ClickAsync();
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await browser.ToContainAsync("[data-violation]", "breaks the contract of transactions");
        await browser.ToBeGoneAsync("[data-acknowledged]");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Send it nevertheless" }).ClickAsync();
        await browser.ToContainAsync("[data-acknowledged]", "Acknowledged");
        Assert.Contains("against its contract", fixture.Explorer.Output);
    }

    [Theory]
    [InlineData("Topic", "no-such-topic", "There is no topic")]
    [InlineData("Partition", "first", "a number from 0 is needed")]
    [InlineData("Partition", "99", "did not take it")]
    [InlineData("Headers, a line each", "no colon", "has no name")]
    public async Task What_can_not_be_sent_is_said(string field, string value, string said)
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + "produce");
        await FieldAsync(browser, field, value);
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await browser.ToContainAsync(".panel .notice.error", said);
        await browser.ToBeGoneAsync("[data-acknowledged]");
    }

    [Fact]
    public async Task A_file_is_sent_and_its_bad_lines_are_named()
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + "produce");
        string csv = "account,kind,amount,currency\n" + string.Concat(Enumerable.Range(1, 2_500).Select(i => $"file-{i % 10},deposit,{i},EUR\n")) + "file-1,gift,5,EUR\n";
        await browser.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "some.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(csv) });
        await browser.ToContainAsync("[data-upload=done]", "2,500 of 2,501 lines acknowledged");
        await browser.ToContainAsync("[data-upload=done]", "line 2502: kind is \"gift\"");
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused()
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + "produce");
        await browser.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "big.jsonl", MimeType = "text/plain", Buffer = new byte[9 * 1024 * 1024] });
        await browser.ToContainAsync("[data-upload] .notice.error", "are taken");
    }

    [Fact]
    public async Task A_read_only_explorer_offers_nothing_that_writes()
    {
        await using var explorer = await ExplorerProcess.StartAsync(fixture.Cluster.BootstrapServers, [.. fixture.Settings, ("Explorer__ReadOnly", "true")]);
        await fixture.SendAsync(("read-only", "poison"u8.ToArray()));
        foreach (string page in (string[])["produce", "dead-letters"])
        {
            await using var browser = await chromium.OpenAsync(explorer.Url + page);
            await browser.ToContainAsync("main", "This Explorer only reads (Explorer:ReadOnly is set).");
            Assert.Equal(0, await browser.Page.Locator("main .button, main form, main input[type=file], main input[type=checkbox]").CountAsync());
        }
    }

    private static Task FieldAsync(BrowserPage browser, string label, string value) => browser.Page.Locator(".fields").GetByLabel(label, new() { Exact = true }).FillAsync(value);
}
