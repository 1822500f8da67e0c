using Consumer.Service.Delivery;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Kafka;

namespace Consumer.Service.Settlements;

/// <summary>The sink that is a topic.</summary>
internal static class SettlementSetup
{
    public static void AddSettlements(this IHostApplicationBuilder builder)
    {
        builder.AddKafkaProducerFactory<byte[], Transaction>(client => client.SetValueSerializer(new MeasuringSerializer<Transaction>(TransactionSerializer.Instance)));
        builder.Services.AddSingleton<ISink, SettlementSink>();
    }
}
