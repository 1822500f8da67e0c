using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace KafkaAspire.Explorer.Tests;

/// <summary>One browser for all tests, started when the first needs it.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Opens a page; skips the test where there is no browser.</summary>
    public async Task<BrowserPage> OpenAsync(string url, int width = 1440, int height = 1000, ColorScheme colors = ColorScheme.Light, string? locale = null)
    {
        Assert.SkipWhen(TestEnvironment.BrowserPath is null, TestEnvironment.BrowserMissing);
        await _one.WaitAsync();
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            // Five seconds where a test names none, which a slow machine needs for less.
            Assertions.SetDefaultExpectTimeout(BrowserPage.Patience);
            _browser ??= await _playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = TestEnvironment.BrowserPath,
                // The sandbox needs rights that root in a container lacks; the only pages opened are this repository's.
                Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
                Timeout = BrowserPage.Patience,
            });
        }
        finally
        {
            _one.Release();
        }
        // Without a graphics card a light that breathes is drawn by the processor, sixty times a second on every page.
        var context = await _browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height }, ColorScheme = colors, Locale = locale, ReducedMotion = ReducedMotion.Reduce,
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(BrowserPage.Patience);
        var opened = new BrowserPage(context, page);
        await page.GotoAsync(url, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        // Until then a click is lost: the page is there before its circuit.
        await page.Locator("[data-followed=true]").WaitForAsync();
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _one.Dispose();
    }
}

/// <summary>A page in the browser, and what its console said.</summary>
public sealed class BrowserPage : IAsyncDisposable
{
    /// <summary>How long something may take that is known to come, in milliseconds: only what does not come waits so long.</summary>
    public const float Patience = 180_000;

    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];
    private readonly List<string> _foreign = [];

    public BrowserPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _complaints.Add(message.Text);
        };
        page.PageError += (_, error) => _complaints.Add(error);
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { IsLoopback: false, Scheme: not "data" })
                _foreign.Add(request.Url);
        };
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings in the console: failed requests, violations of the content policy, exceptions.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>What it loaded from elsewhere.</summary>
    public IReadOnlyList<string> ForeignRequests => _foreign;

    /// <summary>Waits until an element's text is as expected.</summary>
    public Task ToHaveTextAsync(string selector, string text) =>
        Assertions.Expect(Page.Locator(selector).First).ToHaveTextAsync(text, new() { Timeout = Patience });

    /// <summary>Waits until an element contains a text.</summary>
    public Task ToContainAsync(string selector, string text) =>
        Assertions.Expect(Page.Locator(selector).First).ToContainTextAsync(text, new() { Timeout = Patience });

    /// <summary>Waits until there is no such element.</summary>
    public Task ToBeGoneAsync(string selector) => Assertions.Expect(Page.Locator(selector)).ToHaveCountAsync(0, new() { Timeout = Patience });

    /// <summary>Fails on serious findings of axe, and on a page that is wider than its window.</summary>
    public async Task ToBeAccessibleAsync()
    {
        // What passes would be described as well, element by element.
        var found = await Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        Assert.Empty(found.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id}: {string.Join("; ", violation.Nodes.Select(node => node.Html))}"));
        Assert.Equal(0, await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
