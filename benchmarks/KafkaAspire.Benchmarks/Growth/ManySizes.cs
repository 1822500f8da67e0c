using Confluent.Kafka;
using KafkaAspire.Benchmarks.Clusters;
using KafkaAspire.Benchmarks.Hosts;
using KafkaAspire.Benchmarks.Measuring;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Kafka;
using Microsoft.Extensions.Hosting;

namespace KafkaAspire.Benchmarks.Growth;

/// <summary>Values of any size, as bytes, through the clients that the services have.</summary>
internal static class ManySizes
{
    private const int MostMessages = 500_000;
    private const int MostBytes = 200_000_000;
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(200);

    public static async Task<Sample> ProduceAsync(string brokers, int size)
    {
        await BenchmarkCluster.EmptyAsync(brokers, Topics.Transactions.Name);
        return await WriteAsync(brokers, size);
    }

    /// <summary>Reads what it wrote before, with the clock on the reading.</summary>
    public static async Task<Sample> ConsumeAsync(string brokers, int size)
    {
        await BenchmarkCluster.EmptyAsync(brokers, Topics.Transactions.Name);
        await WriteAsync(brokers, size);
        await using var host = await ServiceHost.StartAsync(
            brokers, [], builder => builder.AddKafkaAdmin().AddKafkaConsumer<byte[], byte[]>((_, _) => { }, $"benchmark-{Guid.NewGuid():N}"));
        return await Task.Run(() => Read(host.Get<InstrumentedConsumer<byte[], byte[]>>(), MessagesOf(size)));
    }

    private static int MessagesOf(int size) => Math.Min(MostMessages, MostBytes / size);

    private static async Task<Sample> WriteAsync(string brokers, int size)
    {
        await using var host = await ServiceHost.StartAsync(brokers, [], builder => builder.AddKafkaAdmin().AddKafkaProducer<byte[], byte[]>());
        var producer = host.Get<IProducer<byte[], byte[]>>();
        int messages = MessagesOf(size);
        // No more than the client's queue takes in bytes (queue.buffering.max.kbytes is 1 GB).
        var answers = new Answers<byte[], byte[]>(Math.Min(90_000, MostBytes / size));
        var value = new byte[size];
        Random.Shared.NextBytes(value);
        var effort = new Effort();
        for (int i = 0; i < messages; i++)
        {
            answers.Enter();
            producer.Produce(Topics.Transactions.Name, new() { Value = value }, answers.OnDelivered);
        }
        producer.Flush(CancellationToken.None);
        answers.ThrowIfFailed();
        return effort.RateOf(messages);
    }

    private static Sample Read(InstrumentedConsumer<byte[], byte[]> consumer, int messages)
    {
        consumer.Subscribe(Topics.Transactions.Name);
        var batch = new List<ConsumeResult<byte[], byte[]>>();
        int read = 0, before = 0;
        Effort? effort = null;
        while (read < messages)
        {
            batch.Clear();
            consumer.Poll(batch, 5_000, Wait);
            read += batch.Count;
            if (effort is null && read > 0)
                (effort, before) = (new(), read);
        }
        // So few that one poll had them all are no measure.
        var sample = read > before ? effort!.Value.RateOf(read - before) : throw new InvalidOperationException($"{messages} messages came at once");
        consumer.Close();
        return sample;
    }
}
