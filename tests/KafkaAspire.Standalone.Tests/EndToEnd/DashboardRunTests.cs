using System.Net;
using KafkaAspire.Standalone.CommandLine;

namespace KafkaAspire.Standalone.Tests.EndToEnd;

/// <summary>Runs with the real Aspire dashboard, where <c>ASPIRE_DASHBOARD_PATH</c> names one, and on machines that have none.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class DashboardRunTests
{
    private const string Key = "the-key-of-this-test";

    private static string RequireDashboard()
    {
        string? path = Environment.GetEnvironmentVariable(DashboardValue.Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(path), $"{DashboardValue.Variable} is not set: this test needs the Aspire dashboard");
        return path!;
    }

    [Fact]
    public async Task It_shows_traces_of_every_service_to_who_has_the_printed_address_and_ends_with_the_run()
    {
        using var run = RunProcess.StartWithSettings(new() { ["DASHBOARD__API__PRIMARYAPIKEY"] = Key }, "--dashboard", RequireDashboard(), "--rate", "100");
        var address = AddressIn(await run.LineAsync(line => line.StartsWith("dashboard: ", StringComparison.Ordinal)));
        await run.AppliesAsync();
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = address };

        Assert.Contains("/login", await RedirectAsync(browser, new("/traces", UriKind.Relative)));
        Assert.DoesNotContain("/login", await RedirectAsync(browser, address));
        using var page = await browser.GetAsync(new Uri("/traces", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);

        await ReportsAsync(browser, "/api/telemetry/resources", "producer-1", "producer-2", "consumer-1", "consumer-2", "consumer-3", "explorer");
        await ReportsAsync(browser, "/api/telemetry/spans?limit=1000", "send transactions", "process transactions");

        run.Signal(RunProcess.Graceful);
        var result = await run.EndAsync();
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.StartsWith("audit: produced ", result.LastLine);
        await Assert.ThrowsAsync<HttpRequestException>(() => browser.GetAsync(address, TestContext.Current.CancellationToken));
        Assert.Empty(run.LeftBehind);
    }

    [Fact]
    public async Task It_stays_after_a_bounded_run_in_a_terminal_until_q()
    {
        using var run = RunProcess.StartInTerminal("", "--dashboard", RequireDashboard(), "--messages", "50");
        var address = AddressIn(await run.LineAsync(line => line.EndsWith("stays until q", StringComparison.Ordinal)));
        await run.LineAsync(line => line.StartsWith("audit: produced 50, applied 50,", StringComparison.Ordinal));
        using var browser = new HttpClient();

        using var page = await browser.GetAsync(address, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        await run.PressAsync('q');
        var result = await run.EndAsync();
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.StartsWith("audit: produced 50, applied 50,", result.LastLine);
    }

    [Fact]
    public async Task It_ends_also_when_the_run_is_killed()
    {
        using var run = RunProcess.Start("--dashboard", RequireDashboard());
        var address = AddressIn(await run.LineAsync(line => line.StartsWith("dashboard: ", StringComparison.Ordinal)));
        using var browser = new HttpClient();

        run.Signal("KILL");

        await GoneAsync(browser, address);
    }

    [Theory]
    [InlineData("--dashboard", "/no/such/dashboard")]
    [InlineData("--dashboard")]
    public async Task A_machine_without_one_is_one_line_that_says_what_is_missing_and_exit_code_2(params string[] args)
    {
        var empty = Directory.CreateTempSubdirectory("kafka-aspire-tests-");
        var bare = new Dictionary<string, string>
        {
            [DashboardValue.Variable] = "", ["NUGET_PACKAGES"] = empty.FullName, ["HOME"] = empty.FullName, ["PATH"] = empty.FullName,
        };
        using var run = RunProcess.StartWithSettings(bare, args);

        var result = await run.EndAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Lines);
        string line = Assert.Single(result.Errors.TrimEnd().Split('\n'));
        foreach (string part in args.Length > 1 ? [args[1], "no such file"] : new[] { DashboardValue.Variable, empty.FullName, "docker", "--dashboard PATH" })
            Assert.Contains(part, line);
        empty.Delete(recursive: true);
    }

    private static Uri AddressIn(string line) => new(line.Split(' ').Single(word => word.StartsWith("http://127.0.0.1:", StringComparison.Ordinal)));

    private static async Task<string> RedirectAsync(HttpClient browser, Uri address)
    {
        using var answer = await browser.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }

    private static async Task ReportsAsync(HttpClient browser, string path, params string[] wanted)
    {
        var deadline = DateTime.UtcNow.AddMinutes(1);
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "x-api-key", Key } } };
            using var answer = await browser.SendAsync(request, TestContext.Current.CancellationToken);
            string text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            if (answer.IsSuccessStatusCode && wanted.All(text.Contains))
                return;
            Assert.True(DateTime.UtcNow < deadline, $"{path} has not all of {string.Join(", ", wanted)}: {answer.StatusCode} {text}");
            await Task.Delay(200);
        }
    }

    private static async Task GoneAsync(HttpClient browser, Uri address)
    {
        var deadline = DateTime.UtcNow.AddMinutes(1);
        while (true)
        {
            try
            {
                (await browser.GetAsync(address, TestContext.Current.CancellationToken)).Dispose();
            }
            catch (HttpRequestException)
            {
                return;
            }
            Assert.True(DateTime.UtcNow < deadline, "the dashboard still answers");
            await Task.Delay(100);
        }
    }
}
