using KafkaAspire.Contracts;
using KafkaAspire.Services.Tests.Running;

namespace KafkaAspire.Services.Tests.Consumer;

/// <summary>A settlement that its topic does not take: its partition stops, the others go on, and nothing is lost.</summary>
public sealed class LargeSettlementTests(RealKafka kafka) : IClassFixture<RealKafka>
{
    private const string Limit = "450";

    [Theory]
    [InlineData("exactly-once")]
    [InlineData("at-least-once")]
    public async Task Its_partition_stops_and_goes_on_once_the_topic_takes_it(string delivery)
    {
        string brokers = kafka.Bootstrap;
        await kafka.MakeTopicsAsync();
        await kafka.SetAsync(Topics.Settlements.Name, "max.message.bytes", Limit);
        var large = Make.Deposit(new('\u6f22', TransactionRules.MaxAccountLength), 7);
        await Send.TransactionsAsync(brokers, Enumerable.Range(1, 200).Select(i => Make.Deposit($"B{i}", i)).Prepend(large));
        var sent = LogReader.ReadAll(brokers, Topics.Transactions.Name, Topics.Transactions.Partitions)
            .ToLookup(message => message.Partition, message => TransactionJson.Read(message.Message.Value, out _)!.Id);
        var stopped = sent.Single(partition => partition.Contains(large.Id));
        var others = sent.Where(partition => partition.Key != stopped.Key).SelectMany(partition => partition).ToHashSet();

        await using (var consumer = Start(brokers, delivery))
        {
            await Until.TrueAsync(() => Task.FromResult(consumer.Log.Contains("is stopped at offset 0") && others.IsSubsetOf(Settled(brokers))), () => consumer.Log);
            Assert.Contains($"partition {stopped.Key.Value} is stopped at offset 0: settlements did not take offset 0: its ", consumer.Log);
            Assert.DoesNotContain(large.Id, Settled(brokers));
            Assert.Equal(0, await consumer.Child.TerminateAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        }
        await kafka.SetAsync(Topics.Settlements.Name, "max.message.bytes", "100000");

        await using var next = Start(brokers, delivery);
        await next.WaitUntilUpAsync();
        await Until.TrueAsync(async () => Settled(brokers).Contains(large.Id) && await next.FigureAsync("lag") == 0, () => next.Log);
        var settled = Settled(brokers);
        Assert.Equal(201, settled.Distinct().Count());
        if (delivery == "exactly-once")
            Assert.Equal(201, settled.Count);
    }

    private static List<Guid> Settled(string brokers) => LogReader.ReadAll(brokers, Topics.Settlements.Name, Topics.Settlements.Partitions)
        .ConvertAll(message => TransactionJson.Read(message.Message.Value, out _)!.Id);

    private static ServiceProcess Start(string brokers, string delivery) => ServiceProcess.Consumer(brokers, "", new()
    {
        ["Consumer__Sink"] = "topic",
        ["Consumer__Delivery"] = delivery,
        // Brokers weigh batches: no larger than what they take, so that only what is too large by itself is refused.
        ["Aspire__Confluent__Kafka__Producer__Config__BatchSize"] = Limit,
    });
}
