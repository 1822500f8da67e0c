using Confluent.Kafka;
using Consumer.Service;
using Consumer.Service.Delivery;
using KafkaAspire.Benchmarks.Hosts;
using KafkaAspire.Benchmarks.Measuring;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Kafka;
using KafkaAspire.ServiceDefaults.Kafka.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KafkaAspire.Benchmarks.Consume;

/// <summary>Consumer.Service's own loop, at-least-once: each batch is handled, then its offsets are committed, then the next is polled.</summary>
internal static class OwnConsumer
{
    private static readonly Dictionary<string, string?> Settings = new() { ["Consumer:Delivery"] = "at-least-once" };
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(200);

    public static Task<Sample> RunAsync(string brokers) => ConsumerHost.ReadAllAsync(
        brokers, Settings, ConsumeBenchmark.Messages, builder => builder.Services.AddSingleton<ISink, SinkToNowhere>());

    /// <summary>The consumer that the loop polls, for bytes: what is left is what the service defaults add to a client.</summary>
    public static async Task<Sample> RunOnBytesAsync(string brokers)
    {
        await using var host = await ServiceHost.StartAsync(
            brokers,
            [],
            builder => builder.AddKafkaAdmin().AddKafkaConsumer<byte[], byte[]>(
                (_, _) => { }, $"benchmark-{Guid.NewGuid():N}", config => config.ConsumeResultFields = ConsumerSetup.WithoutTopic));
        // Not on the thread of whoever waits.
        return await Task.Run(() => Read(host.Get<InstrumentedConsumer<byte[], byte[]>>()));
    }

    private static Sample Read(InstrumentedConsumer<byte[], byte[]> consumer)
    {
        consumer.Subscribe(Topics.Transactions.Name);
        var spans = new ProcessSpans<byte[], byte[]>();
        var batch = new List<ConsumeResult<byte[], byte[]>>();
        int read = 0, before = 0;
        Effort? effort = null;
        while (read < ConsumeBenchmark.Messages)
        {
            batch.Clear();
            consumer.Poll(batch, ConsumeBenchmark.BatchSize, Wait);
            if (batch.Count == 0)
                continue;
            spans.Start(consumer, Topics.Transactions.Name, batch);
            if (consumer.TryCommit(Positions.After(Topics.Transactions.Name, batch)) is { } error)
                throw new KafkaException(error);
            spans.End(null);
            read += batch.Count;
            if (effort is null)
                (effort, before) = (new(), read);
        }
        var sample = effort!.Value.RateOf(read - before);
        consumer.Close();
        return sample;
    }
}
