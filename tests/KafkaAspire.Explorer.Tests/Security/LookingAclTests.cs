using System.Net;
using Confluent.Kafka.Admin;

namespace KafkaAspire.Explorer.Tests.Security;

/// <summary>The ACLs with which docs/security.md lets the Explorer look are enough, none of them is too many, and what is missing without one is said.</summary>
[Collection(SecureExplorerCollection.Name)]
public sealed class LookingAclTests(SecureExplorer secure, Chromium chromium)
{
    /// <summary>Each ACL, what is told without it, and where: on which pages, and in which answers for programs.</summary>
    public static readonly TheoryData<ResourceType, AclOperation, string, string[]> Needed = new()
    {
        {
            ResourceType.Topic, AclOperation.Read, "--operation Read --topic",
            ["", "topics", "topics/transactions", "messages?topic=transactions", "groups", "dead-letters", "audit", "learn", "/api/cluster/gaps", "/api/messages?topic=transactions", "/api/audit"]
        },
        { ResourceType.Topic, AclOperation.DescribeConfigs, "--operation DescribeConfigs --topic transactions", ["topics/transactions"] },
        { ResourceType.Group, AclOperation.Describe, "--operation Describe --group", ["", "groups", "groups/ledger", "audit", "/api/cluster/gaps", "/api/audit"] },
        { ResourceType.Broker, AclOperation.Describe, "--operation Describe --cluster", ["", "topics/transactions", "/api/cluster/gaps"] },
    };

    [Fact]
    public async Task They_are_enough_for_every_page_and_answer()
    {
        await secure.AllowAsync(SecureExplorer.ToLook);
        foreach (var page in new[]
        {
            ("", "[data-broker]", "controller"), ("topics", "[data-topic=transactions]", "transactions"), ("topics/transactions", "[data-figure=size]", "B"),
            ("topics/transactions", "[data-segment='0']", ".log"), ("topics/transactions", "[data-setting='max.message.bytes']", "100000"),
            ("topics/transactions", "[data-group=ledger]", "Empty"), ("messages?topic=transactions", "[data-message='0/0']", "secure"),
            ("groups", "[data-group=ledger]", "Empty"), ("groups/ledger", "[data-figure=members]", "0"), ("dead-letters", "[data-reason=NotATransaction]", "1"),
            ("audit", "[data-audit=adds-up]", "5 applied"), ("learn", "[data-now=Message]", "offset"), ("learn", "[data-now=Guarantees]", "5 applied"),
            ("produce", ".fields", "Topic"),
        }.GroupBy(one => one.Item1))
        {
            await using var browser = await chromium.OpenAsync(secure.Explorer.Url + page.Key);
            foreach (var (_, selector, text) in page)
                await browser.ToContainAsync(selector, text);
            await browser.ToBeGoneAsync("main .notice");
            Assert.Empty(browser.Complaints);
        }
        await ToAnswerAsync("/api/cluster/gaps", HttpStatusCode.OK, "[]");
        await ToAnswerAsync("/api/cluster/controller", HttpStatusCode.OK, "1");
        await ToAnswerAsync("/api/cluster/groups/ledger/partitions/0/committed", HttpStatusCode.OK, "6");
        await ToAnswerAsync("/api/messages?topic=transactions", HttpStatusCode.OK, "poison");
        await ToAnswerAsync("/api/audit", HttpStatusCode.OK, "\"addsUp\":true");
        // After the tests of resets and of sending, the group, which has no members, does not catch up. No other trouble is told.
        string health = await secure.Explorer.Http.GetStringAsync("/health", TestContext.Current.CancellationToken);
        Assert.All(health.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1), trouble => Assert.StartsWith("lag: group ledger", trouble));
    }

    [Fact]
    public void Each_is_taken_away_below() =>
        Assert.Equal(SecureExplorer.ToLook.Select(acl => (acl.Pattern.Type, acl.Entry.Operation)).Order(), Needed.Select(row => (row.Data.Item1, row.Data.Item2)).Order());

    [Theory]
    [MemberData(nameof(Needed))]
    public async Task Without_one_it_is_said_which(ResourceType type, AclOperation operation, string told, string[] places)
    {
        await secure.AllowAsync(SecureExplorer.ToLook.Where(acl => (acl.Pattern.Type, acl.Entry.Operation) != (type, operation)));
        await ToTellAsync(told, places);
    }

    [Fact]
    public async Task With_none_no_table_pretends_that_there_is_nothing()
    {
        await secure.AllowAsync([]);
        await ToTellAsync("--operation Read --topic", ["", "topics", "learn"]);
        await ToTellAsync("--operation Describe --group", ["", "groups", "learn"]);
        foreach (string page in new[] { "", "topics", "groups" })
        {
            await using var browser = await chromium.OpenAsync(secure.Explorer.Url + page);
            await browser.ToContainAsync("main", "is known.");
        }
    }

    [Fact]
    public async Task A_topic_that_may_be_seen_and_not_read_is_told_so_however_often_it_is_asked()
    {
        var read = SecureExplorer.ToLook.Single(acl => acl.Entry.Operation == AclOperation.Read);
        await secure.AllowAsync([.. SecureExplorer.ToLook.Where(acl => acl != read), SecureExplorer.With(read, AclOperation.Describe)]);
        // One that has read nothing before.
        await using var explorer = await secure.StartAsync(secure.Settings());
        await ToTellAsync("--operation Read --topic", ["messages?topic=transactions", "dead-letters", "audit", "learn", "/api/messages?topic=transactions"], explorer);
        // The letters, the effects and the log are read one after the other, and a client tells each refusal once.
        for (int pass = 0; pass < 3; pass++)
            await ToAnswerAsync("/api/audit", HttpStatusCode.ServiceUnavailable, "--operation Read --topic", explorer);
    }

    private async Task ToTellAsync(string told, string[] places, ExplorerProcess? explorer = null)
    {
        explorer ??= secure.Explorer;
        foreach (string place in places)
        {
            if (place.StartsWith('/'))
            {
                await ToAnswerAsync(place, null, told, explorer);
                continue;
            }
            await using var browser = await chromium.OpenAsync(explorer.Url + place);
            await browser.ToContainAsync($"main .notice:has-text('{told}'), main .now:has-text('{told}'), main .audit:has-text('{told}')", told);
        }
        Assert.False(explorer.HasExited, explorer.Output);
        Assert.DoesNotContain("   at ", explorer.Output);
    }

    private async Task ToAnswerAsync(string path, HttpStatusCode? status, string text, ExplorerProcess? explorer = null)
    {
        using var answer = await (explorer ?? secure.Explorer).Http.GetAsync(path, TestContext.Current.CancellationToken);
        string body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains(text, body);
        Assert.Equal(status ?? answer.StatusCode, answer.StatusCode);
    }
}
