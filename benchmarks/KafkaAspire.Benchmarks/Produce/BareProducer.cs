using Confluent.Kafka;
using KafkaAspire.Benchmarks.Clusters;
using KafkaAspire.Benchmarks.Measuring;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Kafka;

namespace KafkaAspire.Benchmarks.Produce;

/// <summary>The client alone in its best loop: <c>Produce</c> with one delivery handler for all messages.</summary>
internal static class BareProducer
{
    private const int InFlight = 100_000;

    public static Task<Sample> RunAsync(string brokers, Transaction[] transactions)
    {
        // What the service's producer has.
        var config = new ProducerConfig { BootstrapServers = brokers, QueueBufferingMaxMessages = InFlight + 1_000 };
        KafkaDefaults.Apply(config, "bare");
        using var producer = new ProducerBuilder<string, Transaction>(config).SetValueSerializer(TransactionSerializer.Instance).Build();
        Send(producer, transactions, ProduceBenchmark.WarmUp);
        var effort = new Effort();
        Send(producer, transactions, ProduceBenchmark.Messages);
        return Task.FromResult(effort.RateOf(ProduceBenchmark.Messages));
    }

    /// <summary>Sends through any client that is used like the bare one.</summary>
    public static void Send(IProducer<string, Transaction> producer, Transaction[] transactions, int messages)
    {
        var answers = new Answers<string, Transaction>(InFlight);
        for (int i = 0; i < messages; i++)
        {
            var transaction = transactions[i % transactions.Length];
            answers.Enter();
            producer.Produce(Topics.Transactions.Name, new() { Key = transaction.Account, Value = transaction }, answers.OnDelivered);
        }
        producer.Flush(CancellationToken.None);
        answers.ThrowIfFailed();
    }
}
