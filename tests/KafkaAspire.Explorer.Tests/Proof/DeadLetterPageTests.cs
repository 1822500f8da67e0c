using Microsoft.Playwright;

namespace KafkaAspire.Explorer.Tests.Proof;

[Collection(ProofCollection.Name)]
public sealed class DeadLetterPageTests(ProofFixture fixture, Chromium chromium)
{
    [Fact]
    public async Task Letters_are_grouped_shown_and_go_back_once()
    {
        var refused = await fixture.DepositAsync(ProofFixture.FrozenAccount, 12);
        var poison = await fixture.SendAsync(("poison", "<script>alert('poison')</script>"u8.ToArray()));
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + "dead-letters");
        await browser.ToContainAsync("[data-reason=Refused]", "12");
        await browser.ToContainAsync("[data-reason=Refused]", "account frozen is frozen");
        await browser.ToContainAsync("[data-reason=NotATransaction]", "NotATransaction");

        await browser.Page.Locator($"[data-letter='{poison[0].Offset.Value}']", new() { HasText = "NotATransaction" }).GetByRole(AriaRole.Button).First.ClickAsync();
        await browser.ToContainAsync(".letter [data-bytes=value] pre", "<script>alert('poison')</script>");
        await browser.ToContainAsync(".letter", "dlt.group");

        // The cause is gone: the account is thawed.
        await fixture.StopConsumerAsync();
        fixture.StartConsumer();
        await browser.Page.Locator("[data-reason=Refused] button.link").ClickAsync();
        await browser.ToContainAsync("#letters", "with reason Refused");
        await browser.ToBeGoneAsync("[data-letter]:has-text('NotATransaction')");
        foreach (var place in refused.Take(2))
            await browser.Page.GetByLabel($"Choose the letter from transactions {place.Partition.Value}:{place.Offset.Value}", new() { Exact = true }).CheckAsync();
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Replay 2 chosen" }).ClickAsync();
        await browser.ToContainAsync("[data-replay=done]", "2 replayed");
        await browser.ToHaveTextAsync("[data-reason=Refused] td:nth-of-type(2)", "2");

        string all = "Replay those with reason Refused";
        await browser.Page.GetByLabel(all).ClickAsync();
        await browser.ToContainAsync("[data-replay=done]", "10 replayed");
        await browser.ToContainAsync("[data-replay=done]", "2 had been replayed before");
        await browser.Page.GetByLabel(all).ClickAsync();
        await browser.ToContainAsync("[data-replay=done]", "0 replayed");
        await browser.ToContainAsync("[data-replay=done]", "12 had been replayed before");
        Assert.Contains("replay letters with reason Refused", fixture.Explorer.Output);

        // Each counts once, and the audit agrees: dead-lettered where it was, applied where it is.
        await Eventually.TrueAsync(
            () => Task.FromResult(fixture.Count($"SELECT count(*) FROM entries WHERE account = '{ProofFixture.FrozenAccount}'") == 12), "all twelve are applied");
        Assert.Equal(1_200, fixture.Count($"SELECT balance FROM balances WHERE account = '{ProofFixture.FrozenAccount}'"));
        Assert.Empty(browser.Complaints);
        await fixture.StopConsumerAsync();
        fixture.StartConsumer(ProofFixture.FrozenAccount);
    }

    [Fact]
    public async Task A_cluster_that_is_gone_is_said_and_the_replay_that_needs_it_fails_in_words()
    {
        await fixture.SendAsync(("poison", "more poison"u8.ToArray()));
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + "dead-letters");
        await browser.ToContainAsync("[data-reason=NotATransaction]", "NotATransaction");
        int broker = fixture.Cluster.Brokers[0].Id;
        await fixture.Cluster.KillBrokerAsync(broker, TestContext.Current.CancellationToken);
        await browser.ToContainAsync("main > .notice", "Kafka does not answer");
        await browser.ToContainAsync("[data-reason=NotATransaction]", "NotATransaction");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Replay all" }).ClickAsync();
        await browser.ToContainAsync("[data-replay=failed]", "Kafka did not take it");
        await fixture.Cluster.StartBrokerAsync(broker, TestContext.Current.CancellationToken);
        await browser.ToBeGoneAsync("main > .notice");
        Assert.DoesNotContain("   at ", fixture.Explorer.Output);
    }
}
