using Confluent.Kafka;
using KafkaAspire.Benchmarks.Hosts;
using KafkaAspire.Benchmarks.Measuring;
using KafkaAspire.Benchmarks.Peers;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Kafka;

namespace KafkaAspire.Benchmarks.Produce;

/// <summary>Aspire.Confluent.Kafka's client with its own instrumentation, as its documentation registers it, in the same loop as the bare one.</summary>
internal static class AspireProducer
{
    public static Contestant Create(string brokers, Transaction[] transactions) => AspireClients.Missing is { } missing
        ? Contestant.Absent(AspireClients.Name, missing)
        : new(AspireClients.Name, () => RunAsync(brokers, transactions));

    private static async Task<Sample> RunAsync(string brokers, Transaction[] transactions)
    {
        await using var host = await ServiceHost.StartAsync(brokers, AspireClients.Settings, builder => AspireClients.AddProducer<string, Transaction>(
            builder,
            config =>
            {
                config.QueueBufferingMaxMessages = 101_000;
                KafkaDefaults.Apply(config, "aspire");
            },
            client => client.SetValueSerializer(TransactionSerializer.Instance)));
        var producer = host.GetKeyed<IProducer<string, Transaction>>(AspireClients.Connection);
        BareProducer.Send(producer, transactions, ProduceBenchmark.WarmUp);
        var effort = new Effort();
        BareProducer.Send(producer, transactions, ProduceBenchmark.Messages);
        return effort.RateOf(ProduceBenchmark.Messages);
    }
}
