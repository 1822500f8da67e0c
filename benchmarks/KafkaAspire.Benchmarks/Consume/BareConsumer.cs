using Confluent.Kafka;
using Consumer.Service;
using KafkaAspire.Benchmarks.Measuring;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Kafka;

namespace KafkaAspire.Benchmarks.Consume;

/// <summary>The client alone.</summary>
internal static class BareConsumer
{
    /// <summary>As a first program is written: the default settings, offsets stored by each <c>Consume</c> and committed by the clock.</summary>
    public static Task<Sample> RunWithDefaultsAsync(string brokers) => Task.Run(() =>
    {
        using var consumer = Build(new() { BootstrapServers = brokers, GroupId = $"benchmark-{Guid.NewGuid():N}", AutoOffsetReset = AutoOffsetReset.Earliest });
        return ReadEach(consumer);
    });

    /// <summary>With the settings of the app's own consumer, and as its loop does: each 5,000 messages are committed before the next.</summary>
    public static Task<Sample> RunTunedAsync(string brokers) => Task.Run(() =>
    {
        var config = new ConsumerConfig { BootstrapServers = brokers, GroupId = $"benchmark-{Guid.NewGuid():N}", EnablePartitionEof = true };
        KafkaDefaults.Apply(config, "bare");
        config.ConsumeResultFields = ConsumerSetup.WithoutTopic;
        using var consumer = Build(config);
        return ReadBatches(consumer);
    });

    /// <summary>Reads one after the other, and counts what is a transaction.</summary>
    public static Sample ReadEach(IConsumer<byte[], TransactionPayload> consumer)
    {
        consumer.Subscribe(Topics.Transactions.Name);
        int read = 0;
        Effort effort = default;
        while (read < ConsumeBenchmark.Messages)
        {
            if (consumer.Consume(Timeout.Infinite)?.Message?.Value.Transaction is null)
                continue;
            if (++read == ConsumeBenchmark.BatchSize)
                effort = new();
        }
        var sample = effort.RateOf(read - ConsumeBenchmark.BatchSize);
        consumer.Close();
        return sample;
    }

    private static Sample ReadBatches(IConsumer<byte[], TransactionPayload> consumer)
    {
        consumer.Subscribe(Topics.Transactions.Name);
        var batch = new List<ConsumeResult<byte[], TransactionPayload>>();
        int read = 0, before = 0;
        Effort? effort = null;
        while (read < ConsumeBenchmark.Messages)
        {
            batch.Clear();
            for (var result = consumer.Consume(200); result is not null; result = batch.Count < ConsumeBenchmark.BatchSize ? consumer.Consume(TimeSpan.Zero) : null)
                if (result is { IsPartitionEOF: false, Message.Value.Transaction: not null })
                    batch.Add(result);
            if (batch.Count == 0)
                continue;
            consumer.Commit(Positions.After(Topics.Transactions.Name, batch));
            read += batch.Count;
            if (effort is null)
                (effort, before) = (new(), read);
        }
        var sample = effort!.Value.RateOf(read - before);
        consumer.Close();
        return sample;
    }

    private static IConsumer<byte[], TransactionPayload> Build(ConsumerConfig config) =>
        new ConsumerBuilder<byte[], TransactionPayload>(config).SetValueDeserializer(TransactionDeserializer.Instance).Build();
}
