using System.Text;
using Confluent.Kafka;
using KafkaAspire.Contracts;
using Microsoft.Playwright;
using Header = Confluent.Kafka.Header;

namespace KafkaAspire.Explorer.Tests.Proof;

/// <summary>Bytes of every sort, as dead letters and as what is sent: they are data on every page, and shown as what they are.</summary>
[Collection(ProofCollection.Name)]
public sealed class AnyBytesTests(ProofFixture fixture, Chromium chromium)
{
    private const string Script = "<script>document.title='run'</script>";
    private static readonly byte[] NoText = [0xff, 0xfe, 0x00, 0x80, 0xc3, 0x28];

    [Fact]
    public async Task A_dead_letter_is_data_whatever_it_holds()
    {
        byte[] script = Encoding.UTF8.GetBytes(Script);
        byte[] large = Encoding.UTF8.GetBytes(new string('x', 990_000) + "end of it");
        var places = new[]
        {
            await SendAsync(script, script, new Header(Script, script)),
            await SendAsync(NoText, NoText, new Header("raw", NoText)),
            await SendAsync(null, null),
            await SendAsync("large"u8.ToArray(), large),
        };
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + "dead-letters");
        await OpenAsync(browser, places[0]);
        await browser.ToHaveTextAsync(".letter [data-bytes=key] pre", Script);
        await browser.ToHaveTextAsync(".letter [data-bytes=value] pre", Script);
        await Assertions.Expect(browser.Page.Locator(".letter .facts div").Filter(new() { HasText = Script }).Locator("dt")).ToHaveTextAsync(Script);
        await OpenAsync(browser, places[1]);
        await browser.ToContainAsync(".letter [data-bytes=key] pre", "00000000  ff fe 00 80 c3 28");
        await browser.ToContainAsync(".letter [data-bytes=value] pre", "00000000  ff fe 00 80 c3 28");
        await browser.ToContainAsync(".letter .facts div:has(dt:text-is('raw'))", "ff fe 00 80 c3 28");
        await OpenAsync(browser, places[2]);
        await browser.ToContainAsync(".letter [data-bytes=key]", "null");
        await browser.ToContainAsync(".letter [data-bytes=value]", "null");
        await OpenAsync(browser, places[3]);
        await browser.ToContainAsync(".letter [data-bytes=value] .aside", "KiB");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Show all of it" }).ClickAsync();
        await browser.ToContainAsync(".letter [data-bytes=value] pre", "end of it");
        Assert.NotEqual("run", await browser.Page.TitleAsync());
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task What_is_typed_in_is_sent_as_it_is()
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + "produce");
        await FillAsync(browser, "Topic", Topics.Settlements.Name);
        await FillAsync(browser, "Partition", "0");
        await FillAsync(browser, "Key", Script);
        await FillAsync(browser, "Value", Script);
        await FillAsync(browser, "Headers, a line each", $"{Script}: {Script}");
        var sent = await SendAsync(browser);
        Assert.Equal((Script, Script), (Text(sent.Message.Key), Text(sent.Message.Value)));
        Assert.Contains(sent.Message.Headers, header => header.Key == Script && Text(header.GetValueBytes()) == Script);

        await browser.Page.GetByLabel("no key").CheckAsync();
        await browser.Page.GetByLabel("no value").CheckAsync();
        await browser.ToBeGoneAsync("[data-acknowledged]");
        var nothing = await SendAsync(browser);
        Assert.Equal((null, null), (nothing.Message.Key, nothing.Message.Value));

        await FillAsync(browser, "Topic", Script);
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await browser.ToContainAsync(".panel .notice.error", $"There is no topic \"{Script}\"");
        Assert.NotEqual("run", await browser.Page.TitleAsync());
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task A_value_of_a_megabyte_is_sent_and_one_that_no_topic_takes_is_refused_in_words()
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + "produce");
        await FillAsync(browser, "Topic", Topics.Settlements.Name);
        await FillAsync(browser, "Partition", "0");
        string large = new string('"', 1_000_000);
        await FillAsync(browser, "Value", large);
        var sent = await SendAsync(browser);
        Assert.Equal(large, Text(sent.Message.Value));

        await FillAsync(browser, "Value", new string('"', 1_400_000));
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await browser.ToContainAsync(".panel .notice.error", "Message size too large");
        Assert.Empty(browser.Complaints);
    }

    private async Task<ConsumeResult<byte[], byte[]>> SendAsync(BrowserPage browser)
    {
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await browser.ToContainAsync("[data-acknowledged]", "settlements, partition 0, offset");
        long offset = long.Parse((await browser.Page.Locator("[data-acknowledged]").GetAttributeAsync("data-acknowledged"))!);
        return Traffic.ReadAt(fixture.Cluster.BootstrapServers, Topics.Settlements.Name, 0, offset);
    }

    private async Task<TopicPartitionOffset> SendAsync(byte[]? key, byte[]? value, params Header[] headers)
    {
        using var producer = new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig { BootstrapServers = fixture.Cluster.BootstrapServers }).Build();
        var message = new Message<byte[]?, byte[]?> { Key = key, Value = value, Headers = [] };
        foreach (var header in headers)
            message.Headers.Add(header);
        return (await producer.ProduceAsync(new TopicPartition(Topics.Transactions.Name, 3), message)).TopicPartitionOffset;
    }

    private static async Task OpenAsync(BrowserPage browser, TopicPartitionOffset place)
    {
        string from = $"{place.Topic} {place.Partition.Value}:{place.Offset.Value}";
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = from, Exact = true }).ClickAsync();
        await browser.ToContainAsync(".letter", "dlt.");
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Button, new() { Name = from, Exact = true, Expanded = true })).ToHaveCountAsync(1);
    }

    private static Task FillAsync(BrowserPage browser, string label, string value) => browser.Page.Locator(".fields").GetByLabel(label, new() { Exact = true }).FillAsync(value);

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
