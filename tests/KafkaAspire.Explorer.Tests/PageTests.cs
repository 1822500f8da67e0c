using Explorer.Service.Components.Navigation;
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
    public async Task The_chosen_colours_are_remembered_and_can_be_given_back_to_the_system()
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url);
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Dark colours" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("html[data-colors=dark]")).ToHaveCountAsync(1);
        await browser.Page.ReloadAsync();
        await browser.Page.Locator("[data-followed=true]").WaitForAsync();
        await Assertions.Expect(browser.Page.Locator("[data-colors=dark][aria-pressed=true]")).ToHaveCountAsync(1);
        Assert.True(await BrightnessOfAsync(browser.Page) < 200);
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Colours of the system" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("html[data-colors]")).ToHaveCountAsync(0);
        Assert.True(await BrightnessOfAsync(browser.Page) > 600);
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task On_a_phone_the_pages_are_behind_a_button_that_the_keyboard_works()
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url, 360, 740);
        var pages = browser.Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" });
        await Assertions.Expect(pages).ToBeHiddenAsync();
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Pages" }).FocusAsync();
        await browser.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(pages).ToBeVisibleAsync();
        await browser.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(pages).ToBeHiddenAsync();
        await browser.Page.Keyboard.PressAsync("Enter");
        await pages.GetByRole(AriaRole.Link, new() { Name = "Groups", Exact = true }).ClickAsync();
        await browser.ToHaveTextAsync("h1", "Consumer groups");
        await Assertions.Expect(pages).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Every_page_of_the_navigation_is_there()
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url);
        var links = browser.Page.Locator(".pages nav a");
        int pages = await links.CountAsync();
        Assert.Equal(PageEntry.All.Count, pages);
        for (int i = 0; i < pages; i++)
        {
            await links.Nth(i).ClickAsync();
            await Assertions.Expect(links.Nth(i)).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("active"));
            await Assertions.Expect(browser.Page.Locator("h1")).Not.ToHaveTextAsync("There is no such page");
        }
    }

    [Fact]
    public async Task The_filter_leaves_what_matches()
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url + "topics");
        var filter = browser.Page.GetByLabel("Filter topics by name");
        await filter.FillAsync("settle");
        await Assertions.Expect(browser.Page.Locator("[data-topic]")).ToHaveCountAsync(1);
        await browser.ToContainAsync("[data-topic]", "settlements");
        await filter.FillAsync("<b>no such topic</b>");
        await browser.ToContainAsync("section.topics", "No topic matches");
    }

    private async Task<int> BrightnessAsync(ColorScheme colors)
    {
        await using var browser = await chromium.OpenAsync(fixture.Explorer.Url, colors: colors);
        await browser.ToHaveTextAsync("[data-figure=messages]", "600");
        return await BrightnessOfAsync(browser.Page);
    }

    private static Task<int> BrightnessOfAsync(IPage page) => page.EvaluateAsync<int>(
        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0)");
}
