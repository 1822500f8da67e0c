using Consumer.Service.DeadLetters;
using Consumer.Service.Delivery;
using Consumer.Service.Ledger;
using Consumer.Service.Settlements;
using KafkaAspire.Contracts;

namespace Consumer.Service;

/// <summary>What the service is made of: a Kafka consumer, one delivery guarantee, one sink, and the dead-letter topic.</summary>
internal static class ConsumerSetup
{
    public static void AddConsumer(this IHostApplicationBuilder builder)
    {
        var options = ConsumerOptions.Read(builder.Configuration);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<Assignment>();
        builder.Services.AddSingleton<ConsumerStatus>();
        builder.AddKafkaAdmin();
        builder.AddKafkaConsumer<byte[], TransactionPayload>(
            (services, client) => services.GetRequiredService<Assignment>().Handle(client.SetValueDeserializer(TransactionDeserializer.Instance)),
            options.Group);
        builder.AddKafkaProducer<byte[]?, byte[]?>();
        builder.Services.AddSingleton<DeadLetterTopic>();
        AddSink(builder, options);
        builder.Services.AddSingleton<IDelivery>(services => DeliveryModes.Create(options.Delivery, services));
        builder.Services.AddHostedService<ConsumerLoop>();
    }

    private static void AddSink(IHostApplicationBuilder builder, ConsumerOptions options)
    {
        if (options.Sink == Sink.Topic)
        {
            builder.AddKafkaProducerFactory<byte[], Transaction>(client => client.SetValueSerializer(TransactionSerializer.Instance));
            builder.Services.AddSingleton<ISink, SettlementSink>();
            return;
        }
        builder.Services.AddSingleton<LogIdentity>();
        builder.Services.AddSingleton(LedgerConnection.Create(builder.Configuration.GetConnectionString("ledger"), options.Deduplicate));
        builder.Services.AddSingleton<ISink, LedgerSink>();
        builder.Services.AddHealthChecks().AddCheck<LedgerHealthCheck>("ledger");
    }
}
