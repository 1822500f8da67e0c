namespace KafkaAspire.Explorer.Tests.Proof;

/// <summary>The proving pages on embedded brokers, without a ledger: what can't be told says so in its place.</summary>
public sealed class EmbeddedProofTests(EmbeddedFixture fixture, Chromium chromium) : IClassFixture<EmbeddedFixture>
{
    [Theory]
    [InlineData("audit", "main > .notice", "No ledger is named (ConnectionStrings:ledger)")]
    [InlineData("dead-letters", "main > .notice", "There is no topic transactions.dlt yet")]
    [InlineData("learn", "[data-now=Group]", "These brokers do not tell it")]
    [InlineData("learn", "[data-now=Message]", "offset")]
    public async Task What_can_not_be_told_is_said(string page, string where, string said)
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + page);
        await browser.ToContainAsync(where, said);
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task An_experiment_without_a_ledger_is_sent_and_says_what_is_missing()
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + "produce");
        await browser.Page.Locator("[data-experiment=SameWithdrawalTwice] button").ClickAsync();
        await browser.ToContainAsync("[data-experiment=SameWithdrawalTwice] .steps", "acknowledged after");
        await browser.ToContainAsync("[data-verdict]", "No ledger is named");
    }
}
