using Confluent.Kafka;
using KafkaAspire.Benchmarks.Hosts;
using KafkaAspire.Benchmarks.Measuring;
using KafkaAspire.Benchmarks.Peers;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Kafka;

namespace KafkaAspire.Benchmarks.Consume;

/// <summary>Aspire.Confluent.Kafka's consumer with its own instrumentation, otherwise with the app's settings, offsets committed by the clock.</summary>
internal static class AspireConsumer
{
    public static Contestant Create(string brokers) => AspireClients.Missing is { } missing
        ? Contestant.Absent(AspireClients.Name, missing)
        : new(AspireClients.Name, () => RunAsync(brokers));

    private static async Task<Sample> RunAsync(string brokers)
    {
        await using var host = await ServiceHost.StartAsync(brokers, AspireClients.Settings, builder => AspireClients.AddConsumer<byte[], TransactionPayload>(
            builder,
            config =>
            {
                config.GroupId = $"benchmark-{Guid.NewGuid():N}";
                config.EnableAutoOffsetStore = true;
                KafkaDefaults.Apply(config, "aspire");
            },
            client => client.SetValueDeserializer(TransactionDeserializer.Instance)));
        return await Task.Run(() => BareConsumer.ReadEach(host.GetKeyed<IConsumer<byte[], TransactionPayload>>(AspireClients.Connection)));
    }
}
