using System.Net;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Microsoft.Playwright;
using Header = Confluent.Kafka.Header;

namespace KafkaAspire.Explorer.Tests.Browsing;

/// <summary>Messages of every sort, found and shown as what they are.</summary>
[Collection(BrowsingCollection.Name)]
public sealed class MessagePageTests(KafkaFixture fixture, Chromium chromium)
{
    private const string Script = "<script>document.title='run'</script>";
    private static readonly byte[] NoText = [0xff, 0xfe, 0x00, 0x80, 0xc3, 0x28];

    private CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_data_whatever_it_holds()
    {
        var script = await SendAsync(Script, Encoding.UTF8.GetBytes(Script), new Header(Script, Encoding.UTF8.GetBytes(Script)));
        var large = await SendAsync("large", Encoding.UTF8.GetBytes($"{{\"long\":\"{new string('x', 1_000_000)}\",\"last\":\"end of it\"}}"));
        var binary = await SendAsync("binary", NoText, new Header("raw", NoText));
        var nothing = await SendAsync(null, null);

        await using var browser = await chromium.OpenAsync($"{fixture.Explorer.Url}messages?topic=settlements&partition=0&from=offset&offset={script[2..]}");
        await browser.ToContainAsync($"[data-message='{script}'] td.key", Script);
        await browser.ToContainAsync($"[data-message='{script}'] td.value", Script);
        await browser.ToContainAsync($"[data-message='{binary}'] td.value", "ff fe 00 80 c3 28");
        await browser.ToHaveTextAsync($"[data-message='{nothing}'] td.key", "null");
        await browser.ToHaveTextAsync($"[data-message='{nothing}'] td.value", "null");

        await OpenAsync(browser, script);
        await browser.ToHaveTextAsync("[data-bytes=value] pre", Script);
        await browser.ToHaveTextAsync(".headers td", Script);
        await OpenAsync(browser, binary);
        await browser.ToContainAsync("[data-bytes=value] pre", "00000000  ff fe 00 80 c3 28");
        await browser.ToHaveTextAsync(".headers td", "ff fe 00 80 c3 28");
        await OpenAsync(browser, large);
        await browser.ToContainAsync("[data-bytes=value] .aside", "976.6 KiB");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Show all of it" }).ClickAsync();
        await browser.ToContainAsync("[data-bytes=value] pre", "end of it");
        await OpenAsync(browser, nothing);
        await browser.ToContainAsync("[data-bytes=key]", "null");
        await browser.ToContainAsync("[data-bytes=value]", "null");
        Assert.NotEqual("run", await browser.Page.TitleAsync());
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Messages_are_found_by_key_by_text_by_offset_and_by_time()
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + "messages?topic=transactions&key=account-7");
        // 600 messages, 40 accounts.
        await Assertions.Expect(browser.Page.Locator("[data-message]")).ToHaveCountAsync(15);
        await Assertions.Expect(browser.Page.Locator("td.key").First).ToHaveTextAsync("account-7");
        await browser.ToContainAsync(".progress", "there are no more");

        await browser.Page.Locator("[name=key]").FillAsync("");
        await browser.Page.Locator("[name=text]").FillAsync("alert(123)");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("[data-message]")).ToHaveCountAsync(1);
        Assert.Contains("text=alert", browser.Page.Url);

        await browser.Page.GotoAsync(fixture.Explorer.Url + "messages?topic=transactions&partition=2&from=offset&offset=10");
        await Assertions.Expect(browser.Page.Locator("[data-message]").First).ToHaveAttributeAsync("data-message", "2/10");
        await browser.Page.GotoAsync(fixture.Explorer.Url + "messages?topic=transactions&from=time&time=" + Uri.EscapeDataString(DateTimeOffset.UtcNow.AddDays(1).ToString("o")));
        await browser.ToContainAsync(".progress", "There is no message from there on");
    }

    [Fact]
    public async Task Pages_backwards_show_every_message_once()
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + "messages?topic=transactions");
        var seen = new List<string>();
        while (true)
        {
            await browser.ToContainAsync(".progress", " out of ");
            seen.AddRange(await browser.Page.Locator("[data-message]").EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.message)"));
            var older = browser.Page.GetByRole(AriaRole.Button, new() { Name = "Older" });
            if (await older.CountAsync() == 0)
                break;
            string last = seen[^1];
            await older.ClickAsync();
            await browser.ToBeGoneAsync($"[data-message='{last}']");
            await browser.Page.Locator("[data-message]").First.WaitForAsync();
        }
        Assert.Equal(600, seen.Count);
        Assert.Equal(600, seen.Distinct().Count());
    }

    [Fact]
    public async Task New_messages_are_followed_and_a_pause_holds_them()
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + "messages?topic=settlements&key=live");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Follow live" }).ClickAsync();
        await browser.ToContainAsync(".progress", "Following");
        // Where the end was when it began is not known here: one of several is sure to come after it.
        await Eventually.TrueAsync(async () =>
        {
            await SendAsync("live", "one"u8.ToArray());
            return await browser.Page.Locator("td.value", new() { HasText = "one" }).CountAsync() > 0;
        }, "a live message shows");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await browser.ToContainAsync(".progress", "Paused");
        var held = await SendAsync("live", "two"u8.ToArray());
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await browser.Page.Locator($"[data-message='{held}']").WaitForAsync();
    }

    [Fact]
    public async Task The_download_is_every_message_as_a_line_of_JSON()
    {
        var binary = await SendAsync("download", NoText);
        using var answer = await fixture.Explorer.Http.GetAsync("/api/messages?topic=settlements&key=download", Stop);
        Assert.Equal("attachment; filename=\"settlements.jsonl\"", answer.Content.Headers.ContentDisposition?.ToString());
        var line = JsonSerializer.Deserialize<JsonElement>(Assert.Single((await answer.Content.ReadAsStringAsync(Stop)).Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(binary, $"{line.GetProperty("partition")}/{line.GetProperty("offset")}");
        Assert.Equal(NoText, line.GetProperty("valueBase64").GetBytesFromBase64());

        string all = await fixture.Explorer.Http.GetStringAsync("/api/messages?topic=transactions&from=oldest", Stop);
        Assert.Equal(600, all.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(one => JsonDocument.Parse(one)).Count());
        Assert.Equal(HttpStatusCode.NotFound, (await fixture.Explorer.Http.GetAsync("/api/messages?topic=none", Stop)).StatusCode);
    }

    [Fact]
    public async Task A_message_carries_its_trace_and_names_its_contract()
    {
        var place = await SendAsync("traced", """{"version":1,"id":"x"}"""u8.ToArray(), new Header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"u8.ToArray()));
        await using var explorer = await ExplorerProcess.StartAsync(fixture.Cluster.BootstrapServers, ("Explorer__DashboardUrl", "http://localhost:18888/"));
        await using var browser = await chromium.OpenAsync(explorer.Url + "messages?topic=settlements&key=traced");
        await OpenAsync(browser, place);
        await browser.ToHaveTextAsync("[data-figure=version]", "1");
        await Assertions.Expect(browser.Page.Locator("[data-figure=trace] a")).ToHaveAttributeAsync("href", "http://localhost:18888/traces/detail/4bf92f3577b34da6a3ce929d0e0e4736");
    }

    [Theory]
    [InlineData("oldest", "3999")]
    [InlineData("newest", "0")]
    public async Task A_search_that_takes_several_rounds_finds_what_is_in_the_last_one(string from, string number)
    {
        string topic = $"searched-{from}", brokers = fixture.Cluster.BootstrapServers;
        using (var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = brokers }).Build())
            await admin.CreateTopicsAsync([new() { Name = topic, NumPartitions = 3, ReplicationFactor = 3 }]);
        using (var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = brokers }).Build())
            await Task.WhenAll(from partition in Enumerable.Range(0, 3)
                               from i in Enumerable.Range(0, 4000)
                               select producer.ProduceAsync(new TopicPartition(topic, partition), new() { Value = $"straw {i} of {partition}." }, Stop));
        await using var browser = await chromium.OpenAsync($"{fixture.Explorer.Url}messages?topic={topic}&from={from}&text=straw {number} of 1.");
        await browser.ToContainAsync($"[data-message='1/{number}'] td.value", $"straw {number} of 1.");
        await browser.ToContainAsync(".progress", "1 message out of 12,000 looked at; there are no more");
    }

    private static Task OpenAsync(BrowserPage browser, string place) => browser.Page.Locator($"[data-message='{place}'] button").ClickAsync();

    private async Task<string> SendAsync(string? key, byte[]? value, params Header[] headers)
    {
        using var producer = new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig { BootstrapServers = fixture.Cluster.BootstrapServers, MessageMaxBytes = 2_000_000 }).Build();
        var message = new Message<byte[]?, byte[]?> { Key = key is null ? null : Encoding.UTF8.GetBytes(key), Value = value, Headers = new() };
        foreach (var header in headers)
            message.Headers.Add(header);
        var report = await producer.ProduceAsync(new TopicPartition("settlements", 0), message, Stop);
        return $"0/{report.Offset.Value}";
    }
}
