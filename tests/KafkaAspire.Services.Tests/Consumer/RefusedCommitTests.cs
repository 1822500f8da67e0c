using Confluent.Kafka;
using KafkaAspire.Contracts;
using KafkaAspire.Services.Tests.Running;

namespace KafkaAspire.Services.Tests.Consumer;

/// <summary>A group that rebalances takes no offsets. What a consumer settled meanwhile, of partitions that it keeps, must not stay behind for ever.</summary>
public sealed class RefusedCommitTests : IAsyncLifetime
{
    private static readonly string[] Accounts = [.. Enumerable.Range(1, 100).Select(i => $"A{i}")];
    private readonly SqliteFile _ledger = new();
    private readonly Brokers _brokers = new();

    private string Bootstrap => _brokers.Cluster.BootstrapServers;

    public ValueTask InitializeAsync() => _brokers.InitializeAsync();

    private ServiceProcess StartConsumer() => ServiceProcess.Consumer(Bootstrap, _ledger.ConnectionString, new()
    {
        ["Consumer__Delivery"] = "at-least-once",
        ["Aspire__Confluent__Kafka__Consumer__Config__SessionTimeoutMs"] = "3000",
        ["Aspire__Confluent__Kafka__Consumer__Config__HeartbeatIntervalMs"] = "500",
    });

    private Task SendAsync() => Send.TransactionsAsync(Bootstrap, Accounts.Select(account => Make.Deposit(account, 1)));

    [Fact]
    public async Task At_least_once_commits_it_again_without_waiting_for_another_message()
    {
        await using var stays = StartConsumer();
        await using var killed = StartConsumer();
        await Until.TrueAsync(async () => await OwnsPartsAsync(stays) && await OwnsPartsAsync(killed), () => stays.Log + killed.Log);
        killed.Child.Kill();
        // Its session ends, and the others gather anew: just then there is something to commit.
        await Until.TrueAsync(async () =>
        {
            await SendAsync();
            return stays.Log.Contains("messages refused, to be tried again");
        }, () => stays.Log);

        await Until.TrueAsync(() => Task.FromResult(Lag() == 0), () => $"lag {Lag()}\n{stays.Log}");
    }

    private static async Task<bool> OwnsPartsAsync(ServiceProcess consumer)
    {
        await consumer.WaitUntilUpAsync();
        return (await consumer.StatusAsync())["partitions"]!.AsArray().Count == Topics.Transactions.Partitions / 2;
    }

    private long Lag()
    {
        using var group = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = Bootstrap, GroupId = "ledger" }).Build();
        var patience = TimeSpan.FromSeconds(30);
        return group
            .Committed(Enumerable.Range(0, Topics.Transactions.Partitions).Select(partition => new TopicPartition(Topics.Transactions.Name, partition)), patience)
            .Sum(place => group.QueryWatermarkOffsets(place.TopicPartition, patience).High.Value - Math.Max(0, place.Offset.Value));
    }

    public async ValueTask DisposeAsync()
    {
        await _brokers.DisposeAsync();
        _ledger.Dispose();
    }
}
