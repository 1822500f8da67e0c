using Confluent.Kafka.Admin;
using KafkaAspire.Services.Tests.Security;
using Microsoft.Playwright;

namespace KafkaAspire.Explorer.Tests.Security;

/// <summary>Each form works with the ACLs that docs/security.md gives it beside those to look, and says without one of them which it is.</summary>
[Collection(SecureExplorerCollection.Name)]
public sealed class FormAclTests(SecureExplorer secure, Chromium chromium)
{
    [Fact]
    public async Task Messages_are_sent()
    {
        var write = AclList.Below("#### To send messages").Single();
        await secure.LookAndAsync();
        await using var browser = await chromium.OpenAsync(secure.Explorer.Url + "produce");
        // Without any topic to write to it has no producer id; with another one it has, and is refused with the message.
        await PressAsync(browser, "Send", ".panel .notice.error", "--operation Write --topic transactions");
        await secure.LookAndAsync(SecureExplorer.With(write, name: "settlements"));
        await PressAsync(browser, "Send", ".panel .notice.error", "--operation Write --topic transactions");
        await secure.LookAndAsync(write);
        await PressAsync(browser, "Send", "[data-acknowledged]", "Acknowledged");
    }

    [Fact]
    public async Task A_topic_is_created()
    {
        await secure.LookAndAsync();
        await using var browser = await chromium.OpenAsync(secure.Explorer.Url + "topics");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Create a topic" }).ClickAsync();
        await browser.Page.Locator("[name=name]").FillAsync("made-here");
        await PressAsync(browser, "Create", ".create .notice.error", "--operation Create --topic made-here");
        await secure.LookAndAsync(AclList.Below("#### To create topics"));
        await PressAsync(browser, "Create", ".done", "made-here");
    }

    [Fact]
    public async Task The_offsets_of_a_group_are_reset()
    {
        await secure.LookAndAsync();
        await Traffic.CommitAsync(secure.Kafka.Own, "ledger", SecureExplorer.Read);
        await using var browser = await chromium.OpenAsync(secure.Explorer.Url + "groups/ledger");
        await PressAsync(browser, "Dry run", "[data-step='transactions/0']", "6 again");
        await PressAsync(browser, "Reset 1 partition", ".reset .notice.error", "--operation Read --group ledger");
        Assert.Equal(6, Traffic.Ask(secure.Kafka.Own, "transactions", "ledger", partitions: 1)[0].Committed);
        await secure.LookAndAsync(AclList.Below("#### To reset a group's offsets"));
        await PressAsync(browser, "Reset 1 partition", ".done", "the earliest");
        Assert.Equal(0, Traffic.Ask(secure.Kafka.Own, "transactions", "ledger", partitions: 1)[0].Committed);
        await Traffic.CommitAsync(secure.Kafka.Own, "ledger", SecureExplorer.Read);
    }

    [Fact]
    public async Task Dead_letters_are_replayed()
    {
        var all = AclList.Below("#### To replay dead letters");
        await using var browser = await chromium.OpenAsync(secure.Explorer.Url + "dead-letters");
        for (int failed = 0; failed < all.Count; failed++)
        {
            var without = all[failed];
            await secure.LookAndAsync(all.Where(acl => acl != without));
            await PressAsync(browser, "Replay all", "[data-replay=failed]", without.Pattern.Type == ResourceType.Topic ? $"--topic {without.Pattern.Name}" : $"--transactional-id {without.Pattern.Name}");
            // The page may still have shown the failure before.
            await Eventually.TrueAsync(() => Task.FromResult(secure.Explorer.Output.Split("replay of all letters failed").Length == failed + 2), "this one failed, too");
        }
        await secure.LookAndAsync(all);
        await PressAsync(browser, "Replay all", "[data-replay=done]", "1 replayed");
    }

    private async Task PressAsync(BrowserPage browser, string button, string selector, string text)
    {
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await browser.ToContainAsync(selector, text);
        Assert.False(secure.Explorer.HasExited, secure.Explorer.Output);
        Assert.DoesNotContain("   at ", secure.Explorer.Output);
    }
}
