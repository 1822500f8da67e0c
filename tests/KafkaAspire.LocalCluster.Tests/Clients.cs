using Confluent.Kafka;

namespace KafkaAspire.LocalCluster.Tests;

/// <summary>Real clients, configured as an app's would be.</summary>
internal static class Clients
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static IProducer<string, string> Producer(ILocalCluster cluster, string? transactionalId = null) =>
        new ProducerBuilder<string, string>(new ProducerConfig
        {
            BootstrapServers = cluster.BootstrapServers,
            Acks = Acks.All,
            EnableIdempotence = true,
            LingerMs = 5,
            TransactionalId = transactionalId,
            // librdkafka 2.16 waits for ever for a group coordinator that has left the metadata (librdkafka issue 5511), until any connection changes its state.
            ConnectionsMaxIdleMs = transactionalId is null ? null : 3000,
        }).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();

    public static IConsumer<string, string> Consumer(ILocalCluster cluster, string group) =>
        new ConsumerBuilder<string, string>(new ConsumerConfig
        {
            BootstrapServers = cluster.BootstrapServers,
            GroupId = group,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
            IsolationLevel = IsolationLevel.ReadCommitted,
        }).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();

    /// <summary>Sends values and waits until every one is acknowledged.</summary>
    public static async Task SendAsync(ILocalCluster cluster, string topic, IEnumerable<string> values)
    {
        using IProducer<string, string> producer = Producer(cluster);
        await Task.WhenAll(values.Select(value =>
            producer.ProduceAsync(topic, new Message<string, string> { Key = value, Value = value }, TestContext.Current.CancellationToken)));
    }

    /// <summary>Reads as a group until all expected values were seen, commits, and returns what was seen, in any order.</summary>
    public static IReadOnlyCollection<string> Read(ILocalCluster cluster, string topic, string group, IReadOnlyCollection<string> expected)
    {
        using IConsumer<string, string> consumer = Consumer(cluster, group);
        consumer.Subscribe(topic);
        var seen = new List<string>();
        var missing = new HashSet<string>(expected);
        using var deadline = new CancellationTokenSource(Deadline);
        while (missing.Count > 0 && !deadline.IsCancellationRequested)
        {
            if (Poll(consumer, TimeSpan.FromMilliseconds(200)) is not { } result)
                continue;
            seen.Add(result.Message.Value);
            missing.Remove(result.Message.Value);
        }
        consumer.Commit();
        consumer.Close();
        return seen;
    }

    /// <summary>The next message; null when none came in time, or when the client met an error after which it goes on by itself (a coordinator that moved).</summary>
    public static ConsumeResult<string, string>? Poll(IConsumer<string, string> consumer, TimeSpan timeout)
    {
        try
        {
            return consumer.Consume(timeout);
        }
        catch (ConsumeException e) when (!e.Error.IsFatal)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"polling goes on after: {e.Error.Reason}");
            return null;
        }
    }

    public static Metadata Metadata(ILocalCluster cluster)
    {
        using IAdminClient client = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = cluster.BootstrapServers })
            .SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        return client.GetMetadata(Deadline);
    }
}
