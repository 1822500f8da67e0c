using Confluent.Kafka.Admin;
using KafkaAspire.Contracts;
using KafkaAspire.Services.Tests.Running;

namespace KafkaAspire.Services.Tests.Security;

/// <summary>The ACLs of docs/security.md are enough, and none of them is too many: without it something is refused, and said so.</summary>
[Collection(SecureKafkaCollection.Name)]
public sealed class AclTests(SecureKafka kafka)
{
    private const string Producer = "### The producer", Consumer = "### The consumer", TopicSink = "### The consumer with the topic as its sink";

    [Theory]
    [InlineData("exactly-once", "database")]
    [InlineData("at-least-once", "database")]
    [InlineData("at-most-once", "database")]
    [InlineData("exactly-once", "topic")]
    [InlineData("at-least-once", "topic")]
    public async Task They_are_enough(string delivery, string sink)
    {
        kafka.Need();
        await kafka.AllowAsync([.. AclList.Below(Producer), .. AclList.Below(Consumer), .. sink == "topic" ? AclList.Below(TopicSink) : []]);
        await using (var producer = SecureSettings.Of(kafka, "producer").Produce(kafka.Login))
            Assert.True(await producer.WaitForExitAsync() == 0, producer.Log);
        await Send.MessagesAsync(kafka.Own, [("key", "no transaction"u8.ToArray())]);
        using var ledger = new SqliteFile();
        await using var consumer = Consume(ledger, delivery, sink);
        // At least its own five and one letter; other tests of this broker may have left more.
        await Until.TrueAsync(async () => !consumer.Child.HasExited && await AnswersAsync(consumer) && await consumer.FigureAsync("applied") >= 5
            && await consumer.FigureAsync("deadLettered") >= 1, () => consumer.Log);
        Assert.DoesNotContain("fail:", consumer.Log);
        Assert.DoesNotContain("authorization", consumer.Log);
    }

    [Fact]
    public async Task A_producer_that_may_not_write_ends_with_the_first_message()
    {
        kafka.Need();
        // It may write to another topic: so the brokers give it a producer id.
        await kafka.AllowAsync([Allow("producer", ResourceType.Topic, Topics.Settlements.Name, AclOperation.Write)]);
        await using var producer = SecureSettings.Of(kafka, "producer").Produce(kafka.Login);
        await AssertForbiddenAsync(producer, "write to topic \"transactions\"", "--operation Write --topic transactions");
    }

    [Fact]
    public async Task A_producer_that_may_write_nowhere_ends_before_the_first()
    {
        kafka.Need();
        await kafka.AllowAsync([]);
        await using var producer = SecureSettings.Of(kafka, "producer").Answer(kafka.Login);
        await AssertForbiddenAsync(producer, "write to no topic at all", "--operation Write --topic");
    }

    [Theory]
    [InlineData(ResourceType.Topic, "transactions", "database", "read topic \"transactions\"", "--operation Read --topic transactions")]
    [InlineData(ResourceType.Group, "ledger", "database", "group \"ledger\"", "--operation Read --group ledger")]
    [InlineData(ResourceType.Topic, "settlements", "topic", "write to topic \"settlements\"", "--operation Write --topic settlements")]
    [InlineData(AclList.TransactionalId, "ledger-settlements-", "topic", "transactional id \"ledger-settlements-", "--operation Write --transactional-id")]
    public async Task A_consumer_that_lacks_one_ends(ResourceType type, string name, string sink, params string[] told)
    {
        kafka.Need();
        List<AclBinding> all = [.. AclList.Below(Consumer), .. AclList.Below(TopicSink)];
        var without = all.Single(acl => acl.Pattern.Type == type && acl.Pattern.Name == name);
        await kafka.AllowAsync([.. all.Where(acl => acl != without)]);
        await Send.TransactionsAsync(kafka.Own, [Make.Deposit("A", 1)]);
        using var ledger = new SqliteFile();
        await using var consumer = Consume(ledger, "exactly-once", sink);
        await AssertForbiddenAsync(consumer, told);
    }

    [Fact]
    public async Task A_letter_that_may_not_be_written_stops_its_partition_and_loses_nothing()
    {
        kafka.Need();
        var letters = AclList.Below(Consumer).Single(acl => acl.Pattern.Name == Topics.TransactionsDeadLetter.Name);
        // It may write to another topic, as with the topic sink: without any it would get no producer id, and end.
        await kafka.AllowAsync([.. AclList.Below(Consumer).Where(acl => acl.Pattern.Name != letters.Pattern.Name), .. AclList.Below(TopicSink)]);
        await Send.MessagesAsync(kafka.Own, [("key", "no transaction"u8.ToArray())]);
        using var ledger = new SqliteFile();
        await using var consumer = Consume(ledger, "exactly-once", "database");
        await Until.TrueAsync(() => Task.FromResult(consumer.Log.Contains("did not take offset", StringComparison.Ordinal)), () => consumer.Log);
        Assert.False(consumer.Child.HasExited);
        await kafka.GrantAsync(letters);
        await Until.TrueAsync(async () => await consumer.FigureAsync("deadLettered") >= 1, () => consumer.Log);
    }

    [Fact]
    public async Task A_consumer_in_work_whose_ACL_goes_away_ends_and_goes_on_later_where_it_was()
    {
        kafka.Need();
        await kafka.AllowAsync(AclList.Below(Consumer));
        using var ledger = new SqliteFile();
        var first = Enumerable.Range(1, 20).Select(number => Make.Deposit($"first-{number}", number)).ToArray();
        await Send.TransactionsAsync(kafka.Own, first);
        await using (var consumer = Consume(ledger, "exactly-once", "database"))
        {
            await Until.TrueAsync(() => Task.FromResult(Count(ledger, "first-") == 20), () => consumer.Log);
            await kafka.ForbidAsync(AclList.Below(Consumer).Single(acl => acl.Pattern is { Type: ResourceType.Topic, Name: "transactions" }));
            await Send.TransactionsAsync(kafka.Own, Enumerable.Range(1, 20).Select(number => Make.Deposit($"second-{number}", number)));
            await AssertForbiddenAsync(consumer, "read topic \"transactions\"");
        }
        await kafka.AllowAsync(AclList.Below(Consumer));
        await using var next = Consume(ledger, "exactly-once", "database");
        await Until.TrueAsync(() => Task.FromResult(Count(ledger, "second-") == 20), () => next.Log);
        Assert.Equal(20, Count(ledger, "first-"));
    }

    private static int Count(SqliteFile ledger, string accounts) => ledger.Entries().Count(entry => entry.Account.StartsWith(accounts, StringComparison.Ordinal));

    private ServiceProcess Consume(SqliteFile ledger, string delivery, string sink) => SecureSettings.Of(kafka, "consumer")
        .Service("Consumer__Delivery", delivery).Service("Consumer__Sink", sink).Consume(kafka.Login, ledger.ConnectionString);

    private static async Task<bool> AnswersAsync(ServiceProcess service)
    {
        try
        {
            return (await service.Http.GetAsync("/alive")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // it does not listen yet
        }
    }

    private static async Task AssertForbiddenAsync(ServiceProcess service, params string[] told)
    {
        await Until.TrueAsync(() => Task.FromResult(service.Child.HasExited), () => service.Log);
        Assert.True(await service.WaitForExitAsync() == 1, service.Log);
        string line = Assert.Single(service.Log.Split('\n'), line => line.Contains("crit:", StringComparison.Ordinal));
        Assert.All(told, word => Assert.Contains(word, line));
    }

    private static AclBinding Allow(string user, ResourceType type, string name, AclOperation operation) => new()
    {
        Pattern = new() { Type = type, Name = name, ResourcePatternType = ResourcePatternType.Literal },
        Entry = new() { Principal = $"User:{user}", Host = "*", Operation = operation, PermissionType = AclPermissionType.Allow },
    };
}
