using Microsoft.Playwright;

namespace KafkaAspire.Explorer.Tests.Browsing;

/// <summary>The pages that browse, through axe, in both colours and both sizes.</summary>
[Collection(BrowsingCollection.Name)]
public sealed class BrowsingAccessibilityTests(KafkaFixture fixture, Chromium chromium)
{
    [Theory]
    [InlineData("", "[data-topic]")]
    [InlineData("topics", "[data-topic]")]
    [InlineData("topics/transactions", "[data-setting]")]
    [InlineData("messages?topic=transactions", "[data-message]")]
    [InlineData("groups", "[data-group]")]
    [InlineData("groups/ledger", "[data-partition]")]
    public async Task A_page_has_no_serious_finding_and_fits(string path, string awaited)
    {
        foreach (var colors in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            foreach (int width in (int[])[360, 1440])
            {
                await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + path, width, 900, colors);
                await browser.Page.Locator(awaited).First.WaitForAsync();
                await browser.ToBeAccessibleAsync();
                Assert.Empty(browser.Complaints);
                Assert.Empty(browser.ForeignRequests);
            }
        }
    }
}
