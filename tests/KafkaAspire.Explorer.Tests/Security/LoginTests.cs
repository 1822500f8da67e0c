using System.Net;
using Microsoft.AspNetCore.WebUtilities;

namespace KafkaAspire.Explorer.Tests.Security;

/// <summary>The login with OpenID Connect, against a provider of the test's own.</summary>
public sealed class LoginTests(EmbeddedFixture fixture, Chromium chromium) : IClassFixture<EmbeddedFixture>
{
    private const string Nobody = "127.0.0.1:9";

    private CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_is_not_logged_in_is_sent_to_the_provider_and_programs_are_told()
    {
        await using var provider = await LoginProvider.StartAsync();
        await using var explorer = await ExplorerProcess.StartAsync(Nobody, Settings(provider.Authority));
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = explorer.Http.BaseAddress };
        foreach (string page in (string[])["/", "/audit", "/produce", "/learn", "/app.css"])
        {
            var answer = await http.GetAsync(page, Stop);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.StartsWith(provider.Authority + "/authorize", answer.Headers.Location!.ToString());
            var asked = QueryHelpers.ParseQuery(answer.Headers.Location.Query);
            Assert.Equal(LoginProvider.ClientId, asked["client_id"]);
            Assert.Equal("code", asked["response_type"]);
            Assert.Equal("S256", asked["code_challenge_method"]);
            Assert.Equal(explorer.Url + "signin-oidc", asked["redirect_uri"]);
        }
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/api/cluster", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/api/audit", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.PostAsync("/_blazor/negotiate?negotiateVersion=1", null, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/alive", Stop)).StatusCode);
        Assert.NotEqual(HttpStatusCode.Redirect, (await http.GetAsync("/health", Stop)).StatusCode);
    }

    [Fact]
    public async Task Whoever_logs_in_sees_the_page_and_the_log_says_who_changed_something()
    {
        await using var provider = await LoginProvider.StartAsync();
        await using var explorer = await ExplorerProcess.StartAsync(fixture.Cluster.BootstrapServers, Settings(provider.Authority));
        await using var browser = await chromium.OpenAsync(explorer.Url + "produce");
        await browser.Page.Locator(".fields button[type=submit]").ClickAsync();
        await browser.ToContainAsync("[data-acknowledged]", "Acknowledged");
        Assert.Contains("Ada Lovelace: send a message of", explorer.Output);
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_is_said_in_one_line()
    {
        await using var explorer = await ExplorerProcess.StartAsync(Nobody, Settings("http://127.0.0.1:9"));
        var answer = await explorer.Http.GetAsync("/", Stop);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("does not answer", await answer.Content.ReadAsStringAsync(Stop));
        Assert.DoesNotContain("   at ", explorer.Output);
    }

    [Theory]
    [InlineData("Explorer__OpenIdConnect__Authority", "login.example", "Explorer:OpenIdConnect:Authority is \"login.example\"")]
    [InlineData("Explorer__OpenIdConnect__Authority", "http://login.example", "an address that begins with https://")]
    [InlineData("Explorer__OpenIdConnect__Authority", "https://login.example", "Explorer:OpenIdConnect:ClientId is not set")]
    [InlineData("Explorer__OpenIdConnect__ClientId", "explorer", "Explorer:OpenIdConnect:Authority is \"\"")]
    [InlineData("Explorer__ReadOnly", "perhaps", "Explorer:ReadOnly is \"perhaps\"")]
    [InlineData("Explorer__Effects", "none", "Explorer:Effects is \"none\"")]
    [InlineData("ConnectionStrings__ledger", "somewhere", "ConnectionStrings:ledger")]
    public async Task A_wrong_setting_is_one_line_and_exit_code_2(string key, string value, string said)
    {
        await using var explorer = ExplorerProcess.Launch(Nobody, (key, value));
        Assert.Equal(2, await explorer.Exited);
        Assert.Contains(said, Assert.Single(explorer.Output.Split('\n')));
    }

    private static (string, string)[] Settings(string authority) =>
    [
        ("Explorer__OpenIdConnect__Authority", authority), ("Explorer__OpenIdConnect__ClientId", LoginProvider.ClientId),
        ("Explorer__OpenIdConnect__ClientSecret", LoginProvider.ClientSecret),
    ];
}
