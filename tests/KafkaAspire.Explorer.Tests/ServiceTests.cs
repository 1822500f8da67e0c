using System.Net;

namespace KafkaAspire.Explorer.Tests;

/// <summary>The service without a cluster: what it refuses, what it says, how it ends.</summary>
public sealed class ServiceTests(Chromium chromium)
{
    // Nothing listens on the port "discard".
    private const string Nobody = "127.0.0.1:9";

    private CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_cluster_the_page_says_so_and_the_api_is_unavailable()
    {
        await using var explorer = await ExplorerProcess.StartAsync(Nobody);
        var answer = await explorer.Http.GetAsync("/api/cluster", Stop);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);

        await using var browser = await chromium.OpenAsync(explorer.Url);
        await browser.ToContainAsync("main > .notice", "No broker answers");
        await browser.ToContainAsync(".live", "No answer since");
    }

    [Fact]
    public async Task Only_own_scripts_run_and_only_this_machine_is_answered()
    {
        await using var explorer = await ExplorerProcess.StartAsync(Nobody);
        var answer = await explorer.Http.GetAsync("/", Stop);
        string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("script-src 'self';", policy);
        Assert.Contains("frame-ancestors 'none'", policy);

        var foreign = new HttpRequestMessage(HttpMethod.Get, "/api/cluster") { Headers = { Host = "rebound.example" } };
        Assert.Equal(HttpStatusCode.BadRequest, (await explorer.Http.SendAsync(foreign, Stop)).StatusCode);
    }

    [Theory]
    [InlineData("Explorer__RefreshInterval", "often", "Explorer:RefreshInterval is \"often\"; allowed are seconds")]
    [InlineData("Explorer__ScanInterval", "-1", "Explorer:ScanInterval is \"-1\"")]
    [InlineData("Explorer__RequestTimeout", "2 days", "Explorer:RequestTimeout is \"2 days\"")]
    [InlineData("ConnectionStrings__kafka", "nowhere", "ConnectionStrings:kafka holds \"nowhere\"")]
    public async Task A_wrong_setting_is_one_line_and_exit_code_2(string key, string value, string said)
    {
        await using var explorer = ExplorerProcess.Launch(Nobody, (key, value));
        Assert.Equal(2, await explorer.Exited);
        Assert.Contains(said, explorer.Output);
        Assert.DoesNotContain("   at ", explorer.Output);
    }

    [Fact]
    public async Task A_busy_port_is_one_line_and_exit_code_1()
    {
        await using var first = await ExplorerProcess.StartAsync(Nobody);
        await using var second = ExplorerProcess.Launch(Nobody, ("ASPNETCORE_URLS", first.Url));
        Assert.Equal(1, await second.Exited);
        Assert.Contains("address already in use", second.Output);
        Assert.DoesNotContain("   at ", second.Output);
    }
}
