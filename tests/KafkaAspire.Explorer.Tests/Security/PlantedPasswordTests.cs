using KafkaAspire.Services.Tests.Databases;
using KafkaAspire.Services.Tests.Security;

namespace KafkaAspire.Explorer.Tests.Security;

/// <summary>The passwords of Kafka and PostgreSQL are on no page, in no answer and no line of the log, whether they open the door or not.</summary>
[Collection(SecureExplorerCollection.Name)]
public sealed class PlantedPasswordTests(SecureExplorer secure, PostgresServer postgres, Chromium chromium) : IClassFixture<PostgresServer>
{
    private const string Planted = "pl4nted-s3cret";

    private static readonly string[] Pages = ["", "topics", "topics/transactions", "messages?topic=transactions", "groups", "groups/ledger", "produce", "dead-letters", "audit", "learn"];
    private static readonly string[] Answers = ["/api/cluster", "/api/messages?topic=transactions", "/api/audit", "/health", "/alive"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task None_is_shown_in_work()
    {
        await secure.LookAndAsync();
        Assert.SkipWhen(postgres.Missing is not null, postgres.Missing ?? "");
        await using var explorer = await StartAsync(secure.Settings(), $"{await postgres.CreateDatabaseAsync()};Password={Planted}");
        await AssertShownNowhereAsync(explorer, "[data-topic=transactions]", "transactions", SecureKafka.PasswordOf("explorer"));
    }

    [Fact]
    public async Task Nor_when_neither_lets_it_in()
    {
        await secure.LookAndAsync();
        await using var explorer = await StartAsync(secure.Settings($"{Planted}-too"), $"Host=127.0.0.1;Port=1;Database=ledger;Username=reader;Password={Planted}");
        await AssertShownNowhereAsync(explorer, "main .notice.error", "Authentication failed", Planted);
    }

    private Task<ExplorerProcess> StartAsync(IEnumerable<(string, string)> settings, string ledger) => secure.StartAsync(
        settings, ("ConnectionStrings__ledger", ledger), ("Explorer__Effects", "ledger"), ("Logging__LogLevel__Default", "Trace"));

    private async Task AssertShownNowhereAsync(ExplorerProcess explorer, string selector, string text, string password)
    {
        await using (var browser = await chromium.OpenAsync(explorer.Url))
            await browser.ToContainAsync(selector, text);
        foreach (string page in Pages)
        {
            await using var browser = await chromium.OpenAsync(explorer.Url + page);
            AssertHidden(await browser.Page.ContentAsync());
            AssertHidden(await explorer.Http.GetStringAsync(page, Stop));
        }
        foreach (string path in Answers)
        {
            using var answer = await explorer.Http.GetAsync(path, Stop);
            AssertHidden(await answer.Content.ReadAsStringAsync(Stop));
        }
        AssertHidden(explorer.Output);
        Assert.False(explorer.HasExited, explorer.Output);

        void AssertHidden(string shown)
        {
            Assert.NotEqual("", shown);
            Assert.DoesNotContain(password, shown);
            Assert.DoesNotContain(Planted, shown);
        }
    }
}
