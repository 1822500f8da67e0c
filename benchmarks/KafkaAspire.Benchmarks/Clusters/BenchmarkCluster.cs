using System.Diagnostics;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaAspire.Contracts;
using KafkaAspire.LocalCluster;

namespace KafkaAspire.Benchmarks.Clusters;

/// <summary>One broker, unless asked for more: a single machine has nothing to gain from several. Its topics are the app's.</summary>
internal static class BenchmarkCluster
{
    // What a round wrote is deleted before the disk sees most of it: small segments, deleted at once.
    private static readonly Dictionary<string, string> Properties = new()
    {
        ["log.segment.bytes"] = $"{16 << 20}",
        ["log.segment.delete.delay.ms"] = "0",
        ["log.retention.check.interval.ms"] = "1000",
    };

    private static readonly TimeSpan LongestElection = TimeSpan.FromSeconds(30);

    public static string? Home => Environment.GetEnvironmentVariable("KAFKA_HOME") is { Length: > 0 } home ? home : null;

    /// <summary>Starts it: Apache Kafka where <c>KAFKA_HOME</c> is set, else librdkafka's mock cluster.</summary>
    /// <param name="brokers">How many brokers.</param>
    /// <param name="heapMegabytes">Each broker's heap.</param>
    /// <param name="partitions">How many partitions the topic of the transactions has; as many as the app declares by default.</param>
    public static async Task<ILocalCluster> StartAsync(int brokers = 1, int heapMegabytes = 1024, int? partitions = null)
    {
        TopicDeclaration[] topics =
            [.. Topics.All.Select(topic => new TopicDeclaration(topic.Name, topic == Topics.Transactions && partitions is { } wanted ? wanted : topic.Partitions))];
        return Home is { } home
            ? await ProcessCluster.StartAsync(new()
            {
                Installation = KafkaInstallation.Find(home), Brokers = brokers, Topics = topics, HeapMegabytes = heapMegabytes, ExtraProperties = Properties,
                Compiler = JavaCompiler.Tiered, // throughput is measured
            })
            : await EmbeddedCluster.StartAsync(new() { Brokers = brokers, Topics = topics });
    }

    /// <summary>Writes transactions, and waits for every acknowledgement.</summary>
    /// <param name="brokers">The brokers.</param>
    /// <param name="messages">How many.</param>
    /// <param name="batch">The most messages in a request to a partition.</param>
    public static void Fill(string brokers, int messages, int batch = 10_000)
    {
        using var producer = new ProducerBuilder<string, Transaction>(new ProducerConfig
        {
            BootstrapServers = brokers, LingerMs = 5, BatchNumMessages = batch, Partitioner = Partitioner.Murmur2Random,
        }).SetValueSerializer(TransactionSerializer.Instance).Build();
        var answers = new Answers<string, Transaction>(room: 90_000);
        for (int i = 0; i < messages; i++)
        {
            var transaction = SampleTransactions.Make(i);
            answers.Enter();
            producer.Produce(Topics.Transactions.Name, new() { Key = transaction.Account, Value = transaction }, answers.OnDelivered);
        }
        producer.Flush(CancellationToken.None);
        answers.ThrowIfFailed();
    }

    /// <summary>Deletes what is in a topic, so that rounds don't fill the disk.</summary>
    public static async Task EmptyAsync(string brokers, string topic)
    {
        if (Home is null)
            return;
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = brokers }).Build();
        var partitions = admin.GetMetadata(topic, TimeSpan.FromSeconds(30)).Topics.Single().Partitions;
        List<TopicPartitionOffset> all = [.. partitions.Select(partition => new TopicPartitionOffset(topic, partition.PartitionId, Offset.End))];
        for (var waited = Stopwatch.StartNew(); ;)
            try
            {
                await admin.DeleteRecordsAsync(all);
                return;
            }
            // A broker that has just started may not have heard yet that it leads a partition.
            catch (DeleteRecordsException e) when (waited.Elapsed < LongestElection && e.Results.All(one => !one.Error.IsError || one.Error.Code == ErrorCode.NotLeaderForPartition))
            {
                await Task.Delay(50);
            }
    }
}
