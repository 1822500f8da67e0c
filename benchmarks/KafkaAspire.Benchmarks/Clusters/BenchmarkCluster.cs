using Confluent.Kafka;
using KafkaAspire.LocalCluster;

namespace KafkaAspire.Benchmarks.Clusters;

/// <summary>One broker with one topic: a single machine has nothing to gain from more.</summary>
internal static class BenchmarkCluster
{
    public const string Topic = "benchmark";

    /// <summary>As the app's topics have.</summary>
    public const int Partitions = 12;

    /// <summary>Starts it: Apache Kafka where <c>KAFKA_HOME</c> is set, else librdkafka's mock cluster.</summary>
    public static async Task<ILocalCluster> StartAsync()
    {
        TopicDeclaration[] topics = [new(Topic, Partitions)];
        return Environment.GetEnvironmentVariable("KAFKA_HOME") is { Length: > 0 } home
            ? await ProcessCluster.StartAsync(new() { Installation = KafkaInstallation.Find(home), Brokers = 1, Topics = topics })
            : await EmbeddedCluster.StartAsync(new() { Brokers = 1, Topics = topics });
    }

    /// <summary>Fills the topic, and waits for every acknowledgement.</summary>
    public static void Fill(string brokers, int messages, byte[] value)
    {
        using var producer = new ProducerBuilder<string, byte[]>(new ProducerConfig { BootstrapServers = brokers, QueueBufferingMaxMessages = messages + 1 }).Build();
        int failed = 0;
        for (int i = 0; i < messages; i++)
            producer.Produce(new TopicPartition(Topic, i % Partitions), new() { Key = "key", Value = value }, report =>
            {
                if (report.Error.IsError)
                    Interlocked.Increment(ref failed);
            });
        producer.Flush(CancellationToken.None);
        if (failed > 0)
            throw new InvalidOperationException($"{failed} of {messages} messages were not acknowledged");
    }
}
