using Microsoft.Playwright;

namespace KafkaAspire.Explorer.Tests.Proof;

[Collection(ProofCollection.Name)]
public sealed class AccessibilityTests(ProofFixture fixture, Chromium chromium)
{
    [Theory]
    [InlineData("produce", ColorScheme.Light)]
    [InlineData("produce", ColorScheme.Dark)]
    [InlineData("dead-letters", ColorScheme.Light)]
    [InlineData("dead-letters", ColorScheme.Dark)]
    [InlineData("audit", ColorScheme.Light)]
    [InlineData("audit", ColorScheme.Dark)]
    [InlineData("learn", ColorScheme.Light)]
    [InlineData("learn", ColorScheme.Dark)]
    public async Task A_page_has_no_serious_finding_and_fits(string name, ColorScheme colors)
    {
        await fixture.SendAsync(("poison", "no transaction"u8.ToArray()));
        foreach (int width in (int[])[360, 1440])
        {
            await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + name, width, 900, colors);
            await browser.Page.Locator(name switch { "produce" => ".fields", "dead-letters" => "[data-letter]", "audit" => "[data-partition]", _ => "[data-now]" }).First.WaitForAsync();
            await browser.ToBeAccessibleAsync();
        }
    }
}
