using Microsoft.Playwright;

namespace KafkaAspire.Explorer.Tests;

/// <summary>The page as such: sizes, colours, keyboard.</summary>
public sealed class PageTests(EmbeddedFixture fixture, Chromium chromium) : IClassFixture<EmbeddedFixture>
{
    [Theory]
    [InlineData(360, 740)]
    [InlineData(820, 1180)]
    [InlineData(1440, 900)]
    [InlineData(3840, 2160)]
    public async Task Nothing_is_wider_than_the_window(int width, int height)
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url, width, height);
        await browser.ToHaveTextAsync("[data-figure=messages]", "600");
        Assert.Equal(0, await browser.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
    }

    [Fact]
    public async Task The_colours_follow_the_system()
    {
        Assert.True(await BrightnessAsync(ColorScheme.Light) > 600);
        Assert.True(await BrightnessAsync(ColorScheme.Dark) < 200);
    }

    [Fact]
    public async Task Topics_open_and_close_by_keyboard()
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url);
        var topic = browser.Page.Locator("[data-topic=settlements] button");
        await Assertions.Expect(browser.Page.Locator(".live.ok .dot")).ToBeVisibleAsync();
        await topic.FocusAsync();
        await Eventually.TrueAsync(async () =>
        {
            // Before the circuit is there, a key press is lost.
            if (await topic.GetAttributeAsync("aria-expanded") == "false")
                await browser.Page.Keyboard.PressAsync("Enter");
            return await browser.Page.Locator("[aria-label='Partitions of settlements']").CountAsync() == 1;
        }, "the partitions are shown");
        await topic.FocusAsync();
        await browser.Page.Keyboard.PressAsync("Space");
        await browser.ToBeGoneAsync("[aria-label='Partitions of settlements']");
    }

    [Fact]
    public async Task The_filter_leaves_what_matches()
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url);
        var filter = browser.Page.GetByLabel("Filter topics by name");
        await Eventually.TrueAsync(async () =>
        {
            await filter.FillAsync("");
            await filter.FillAsync("settle");
            return await browser.Page.Locator("[data-topic]").CountAsync() == 1;
        }, "one topic is left");
        await browser.ToContainAsync("[data-topic]", "settlements");
        await filter.FillAsync("<b>no such topic</b>");
        await browser.ToContainAsync("section.topics", "No topic matches");
    }

    private async Task<int> BrightnessAsync(ColorScheme colors)
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url, colors: colors);
        await browser.ToHaveTextAsync("[data-figure=messages]", "600");
        return await browser.Page.EvaluateAsync<int>(
            "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0)");
    }
}
