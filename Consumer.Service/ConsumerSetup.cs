using Confluent.Kafka;
using Consumer.Service.DeadLetters;
using Consumer.Service.Delivery;
using Consumer.Service.Handling;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Hosting;

namespace Consumer.Service;

/// <summary>What the service is made of: a Kafka consumer, one delivery guarantee, one sink, and the dead-letter topic.</summary>
internal static class ConsumerSetup
{
    /// <summary>What the client tells of each message: all but the topic. There is one, and the instrumented consumer puts its name in.</summary>
    internal const string WithoutTopic = "headers,timestamp";

    public static void AddConsumer(this IHostApplicationBuilder builder)
    {
        var options = ConsumerOptions.Read(builder.Configuration);
        builder.Services.AddSingleton(options);
        builder.AddHandling();
        builder.Services.AddSingleton<GroupOffsets>();
        builder.Services.AddSingleton<Assignment>();
        builder.Services.AddSingleton<BatchInFlight>();
        builder.Services.AddSingleton<StoppedPartitions>();
        builder.Services.AddHealthChecks().AddCheck<StoppedPartitions>("partitions").AddCheck<ProgressHealthCheck>("progress");
        builder.Services.AddSingleton<ConsumerStatus>();
        builder.EndWhenKafkaRefuses();
        builder.AddKafkaAdmin();
        builder.AddKafkaConsumer<byte[], TransactionPayload>(
            (services, client) => services.GetRequiredService<Assignment>().Handle(client.SetValueDeserializer(TransactionDeserializer.Instance)),
            options.Group,
            config => Configure(config, options, ReplicaIdentity.Read(builder.Configuration)));
        builder.AddKafkaProducer<byte[]?, byte[]?>();
        builder.Services.AddSingleton<DeadLetterTopic>();
        builder.AddSink(options);
        builder.Services.AddSingleton<IDelivery>(services => DeliveryModes.Create(options.Delivery, services));
        builder.Services.AddHostedService<ConsumerLoop>();
    }

    private static void Configure(ConsumerConfig config, ConsumerOptions options, ReplicaIdentity replica)
    {
        config.EnablePartitionEof ??= true;
        config.QueuedMaxMessagesKbytes ??= options.QueueKilobytes;
        config.ConsumeResultFields = WithoutTopic;
        if (options.StaticMembership)
            config.GroupInstanceId ??= replica.Name ?? throw new ServiceSettingException(
                $"Consumer:StaticMembership is \"true\", but {ReplicaIdentity.Variable} has no service.instance.id, which tells the replicas apart; allowed with it, or false");
    }
}
