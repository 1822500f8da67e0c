using Microsoft.Playwright;

namespace KafkaAspire.Explorer.Tests.Proof;

[Collection(ProofCollection.Name)]
public sealed class LearnPageTests(ProofFixture fixture, Chromium chromium)
{
    [Fact]
    public async Task Each_concept_is_shown_with_the_clusters_own_data()
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + "learn");
        var last = (await fixture.SendToAsync(partition: 0, "learn-1", ProofFixture.Deposit("learn-1")))!;
        await browser.ToContainAsync("[data-now=Message]", $"offset {last.Offset.Value} of partition 0, key learn-1");
        await browser.ToContainAsync("[data-now=Message] pre", "\"account\":\"learn-1\"");
        Assert.Equal(
            ["Message", "Batch", "Topic", "Partition", "Segment", "Broker", "Replication", "Producer", "Consumer", "Group", "Offsets", "Guarantees"],
            await browser.Page.Locator("[data-concept]").EvaluateAllAsync<string[]>("all => all.map(one => one.dataset.concept)"));
        await browser.ToContainAsync("[data-now=Consumer]", "consumer-1 reads 12 partitions");
        await browser.ToContainAsync("[data-now=Group]", "Group ledger: Stable, members: 1.");
        await browser.ToContainAsync("[data-now=Guarantees]", "adds up");
        await browser.ToContainAsync("[data-now=Replication]", "Partition 0 of transactions: broker 1 leads");
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task The_browsers_language_decides_until_the_switch_does()
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + "learn", locale: "pt-BR");
        await browser.ToContainAsync("h1", "Aprenda Kafka neste cluster");
        await browser.ToContainAsync("[data-concept=Group]", "Grupo de consumidores");
        await browser.ToContainAsync("[data-now=Broker]", "O controlador é o nó");
        await browser.ToHaveTextAsync("nav[aria-label=Páginas] a[href='/messages']", "Mensagens");
        await browser.ToContainAsync(".live", "Ao vivo");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await browser.ToContainAsync("h1", "Learn Kafka on this cluster");
        await browser.ToHaveTextAsync("nav[aria-label=Pages] a[href='/messages']", "Messages");
        await browser.Page.ReloadAsync();
        await browser.ToContainAsync("h1", "Learn Kafka on this cluster");
    }
}
