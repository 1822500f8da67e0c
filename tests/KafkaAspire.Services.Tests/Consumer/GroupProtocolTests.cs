using KafkaAspire.Services.Tests.Running;

namespace KafkaAspire.Services.Tests.Consumer;

/// <summary>Ways to be a member of a group, by configuration alone, on Apache Kafka.</summary>
public sealed class GroupProtocolTests(RealKafka kafka) : IClassFixture<RealKafka>, IDisposable
{
    private const int Messages = 5_000;
    private readonly SqliteFile _ledger = new();

    private ServiceProcess StartConsumer(string name, Dictionary<string, string?> settings) => ServiceProcess.Consumer(
        kafka.Bootstrap, _ledger.ConnectionString, new(settings) { ["OTEL_RESOURCE_ATTRIBUTES"] = $"service.namespace=test,service.instance.id={name}" });

    private Task SendAsync() => Send.TransactionsAsync(kafka.Bootstrap, Enumerable.Range(1, Messages).Select(i => Make.Deposit($"A{i % 100}", i)));

    [Theory]
    [InlineData("classic")]
    [InlineData("consumer")]
    public async Task Two_consumers_share_the_work_by_either_protocol(string protocol)
    {
        await kafka.MakeTopicsAsync();
        Dictionary<string, string?> settings = new() { ["Aspire__Confluent__Kafka__Consumer__Config__GroupProtocol"] = protocol, ["Consumer__Group"] = $"group-{protocol}" };
        await using var first = StartConsumer("first", settings);
        await using var second = StartConsumer("second", settings);
        await Until.TrueAsync(async () => await PartitionsAsync(first) == 6 && await PartitionsAsync(second) == 6, () => first.Log + second.Log);
        await SendAsync();
        await Until.TrueAsync(() => Task.FromResult(_ledger.CountEntries() == (Messages, Messages)), () => first.Log + second.Log);
        Assert.Equal(0, await second.Child.TerminateAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        await Until.TrueAsync(async () => await PartitionsAsync(first) == 12, () => first.Log);
        await SendAsync();
        await Until.TrueAsync(() => Task.FromResult(_ledger.CountEntries() == (2 * Messages, 2 * Messages)), () => first.Log);
    }

    [Fact]
    public async Task A_static_member_that_comes_back_finds_its_partitions_without_a_rebalance()
    {
        await kafka.MakeTopicsAsync();
        Dictionary<string, string?> settings = new()
        {
            ["Consumer__StaticMembership"] = "true",
            ["Consumer__Group"] = "static",
            // Nobody notices its absence in this test: it must come back by its name, not by the end of its session.
            ["Aspire__Confluent__Kafka__Consumer__Config__SessionTimeoutMs"] = "300000",
        };
        await using var stays = StartConsumer("stays", settings);
        await using (var killed = StartConsumer("comes-back", settings))
        {
            await Until.TrueAsync(async () => await PartitionsAsync(stays) == 6 && await PartitionsAsync(killed) == 6, () => stays.Log + killed.Log);
            killed.Child.Kill();
            await killed.Child.Exited;
        }
        string before = stays.Log;
        await using var back = StartConsumer("comes-back", settings);
        await Until.TrueAsync(async () => await PartitionsAsync(back) == 6, () => back.Log);
        await SendAsync();
        await Until.TrueAsync(() => Task.FromResult(_ledger.CountEntries() == (Messages, Messages)), () => stays.Log + back.Log);
        Assert.Equal(before, stays.Log);
    }

    [Fact]
    public async Task Static_membership_without_an_identity_is_refused_in_one_line()
    {
        await using var consumer = ServiceProcess.Consumer("127.0.0.1:1", _ledger.ConnectionString, new() { ["Consumer__StaticMembership"] = "true" });
        Assert.Equal(2, await consumer.WaitForExitAsync());
        Assert.Contains("Consumer:StaticMembership", Assert.Single(consumer.Log.Split('\n')));
    }

    private static async Task<int> PartitionsAsync(ServiceProcess consumer)
    {
        await consumer.WaitUntilUpAsync();
        return (await consumer.StatusAsync())["partitions"]!.AsArray().Count;
    }

    public void Dispose() => _ledger.Dispose();
}
