using Confluent.Kafka;
using KafkaAspire.Benchmarks.Clusters;
using KafkaAspire.Benchmarks.Hosts;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Kafka;

namespace KafkaAspire.Benchmarks.Latency;

/// <summary>A producer and a consumer without anything around them, with the app's settings: until <c>Consume</c> gives the message.</summary>
internal static class BareTrip
{
    public static async Task<Latencies> RunAsync(string brokers)
    {
        var latencies = new Latencies();
        var toRead = new ConsumerConfig { BootstrapServers = brokers, GroupId = $"benchmark-{Guid.NewGuid():N}", AutoOffsetReset = AutoOffsetReset.Latest, EnablePartitionEof = true };
        KafkaDefaults.Apply(toRead, "bare");
        var toWrite = new ProducerConfig { BootstrapServers = brokers };
        KafkaDefaults.Apply(toWrite, "bare");
        // Whoever reads from the end has to be at each partition's end before the first message comes.
        int ends = 0;
        var reading = Task.Factory.StartNew(() => Read(toRead, latencies, ref ends), TaskCreationOptions.LongRunning);
        await ConsumerHost.UntilAsync(() => Volatile.Read(ref ends) >= Topics.Transactions.Partitions || reading.IsCompleted);
        using (var producer = new ProducerBuilder<string, Transaction>(toWrite).SetValueSerializer(TransactionSerializer.Instance).Build())
        {
            void Send(int number)
            {
                var transaction = SampleTransactions.Make(number);
                producer.Produce(Topics.Transactions.Name, new() { Key = transaction.Account, Value = transaction });
            }

            await Task.Factory.StartNew(() => latencies.SendAll(Send), TaskCreationOptions.LongRunning);
            await reading;
        }
        await BenchmarkCluster.EmptyAsync(brokers, Topics.Transactions.Name);
        return latencies;
    }

    private static void Read(ConsumerConfig config, Latencies latencies, ref int ends)
    {
        using var consumer = new ConsumerBuilder<byte[], TransactionPayload>(config).SetValueDeserializer(TransactionDeserializer.Instance).Build();
        consumer.Subscribe(Topics.Transactions.Name);
        while (!latencies.IsComplete)
        {
            var result = consumer.Consume(200);
            if (result is { IsPartitionEOF: true })
                Interlocked.Increment(ref ends);
            else if (result is { Message.Value.Transaction.Amount: var amount })
                latencies.Arrived((int)amount - 1);
        }
        consumer.Close();
    }
}
