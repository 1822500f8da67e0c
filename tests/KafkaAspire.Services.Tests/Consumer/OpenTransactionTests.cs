using Confluent.Kafka;
using KafkaAspire.Contracts;
using KafkaAspire.Services.Tests.Running;

namespace KafkaAspire.Services.Tests.Consumer;

/// <summary>Offsets that are part of a transaction nobody has ended: on Apache Kafka, as mock brokers hold nothing back.</summary>
public sealed class OpenTransactionTests(RealKafka kafka) : IClassFixture<RealKafka>
{
    private const string Group = "ledger";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_rebalance_while_offsets_are_held_back_does_not_begin_a_partition_anew()
    {
        string brokers = kafka.Bootstrap;
        await kafka.MakeTopicsAsync();
        await Send.TransactionsAsync(brokers, Enumerable.Range(0, 240).Select(number => Make.Deposit($"ACC-{number}", number + 1)));
        var ends = LogReader.ReadAll(brokers, Topics.Transactions.Name, Topics.Transactions.Partitions)
            .GroupBy(message => message.TopicPartition)
            .Select(partition => new TopicPartitionOffset(partition.Key, partition.Max(message => message.Offset.Value) + 1))
            .ToList();
        Assert.Equal(Topics.Transactions.Partitions, ends.Count);
        // All of it was settled by somebody, who then began another transaction and died.
        using var dead = Transactional(brokers);
        Commit(dead, brokers, ends);
        dead.CommitTransaction(Patience);
        Commit(dead, brokers, ends);
        await using var first = Consumer(brokers);
        await first.WaitUntilUpAsync();
        await Until.TrueAsync(() => Task.FromResult(first.Log.Contains("are not to be had yet") || first.Log.Contains("partitions assigned")), () => first.Log);
        await using var second = Consumer(brokers);
        await second.WaitUntilUpAsync();

        // The brokers abort it after 15 s; then both own partitions, and all that comes is settled.
        await Until.TrueAsync(async () => (await first.StatusAsync())["partitions"]!.AsArray().Count == 6 && (await second.StatusAsync())["partitions"]!.AsArray().Count == 6, () => first.Log + second.Log);
        await Send.TransactionsAsync(brokers, Enumerable.Range(0, 240).Select(number => Make.Deposit($"ACC-{number}", 1_000 + number)));
        await Until.TrueAsync(async () => await first.FigureAsync("lag") + await second.FigureAsync("lag") == 0
            && await first.FigureAsync("applied") + await second.FigureAsync("applied") >= 240, () => first.Log + second.Log);

        var settlements = LogReader.ReadAll(brokers, Topics.Settlements.Name, Topics.Settlements.Partitions).ConvertAll(message => TransactionJson.Read(message.Message.Value, out _)!);
        Assert.Equal(240, settlements.Count);
        Assert.All(settlements, settlement => Assert.True(settlement.Amount >= 1_000, $"{settlement.Account} {settlement.Amount} was settled before"));
    }

    private static ServiceProcess Consumer(string brokers) => ServiceProcess.Consumer(brokers, "", new()
    {
        ["Consumer__Sink"] = "topic",
        ["Consumer__Group"] = Group,
        ["Aspire__Confluent__Kafka__Consumer__Config__SessionTimeoutMs"] = "6000",
    });

    private static IProducer<byte[], byte[]> Transactional(string brokers)
    {
        var producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig { BootstrapServers = brokers, TransactionalId = "dead", TransactionTimeoutMs = 15_000 }).Build();
        producer.InitTransactions(Patience);
        return producer;
    }

    // Of a group that has no members yet anybody may commit.
    private static void Commit(IProducer<byte[], byte[]> producer, string brokers, List<TopicPartitionOffset> offsets)
    {
        using var anybody = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig { BootstrapServers = brokers, GroupId = Group }).Build();
        producer.BeginTransaction();
        producer.SendOffsetsToTransaction(offsets, anybody.ConsumerGroupMetadata, Patience);
    }
}
