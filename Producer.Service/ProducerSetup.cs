using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Kafka;
using Producer.Service.Sending;
using Producer.Service.Sources;

namespace Producer.Service;

/// <summary>What the service is made of: one sender, one source.</summary>
internal static class ProducerSetup
{
    public static void AddProducer(this IHostApplicationBuilder builder)
    {
        var options = ProducerOptions.Read(builder.Configuration);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Throttle>();
        builder.AddHttpAccess();
        var serializer = new MeasuringSerializer<Transaction>(TransactionSerializer.Instance);
        builder.Services.AddSingleton(serializer);
        builder.Services.AddSingleton<Burst>();
        builder.EndWhenKafkaRefuses();
        builder.AddKafkaAdmin();
        builder.AddKafkaProducer<string, Transaction>(
            client => client.SetValueSerializer(serializer),
            config =>
            {
                config.QueueBufferingMaxMessages = options.MaxInFlight + 1_000;
                // A caller waits for the answer; a file or a generator can wait for the cluster.
                if (options.Source == Source.Http)
                    config.MessageTimeoutMs ??= 30_000;
            });
        builder.Services.AddSingleton<TransactionSender>();
        // Registered before the source, so that it stops after it: what the source has handed over is flushed.
        builder.Services.AddHostedService<SenderFlush>();
        if (options.Pacing.MaxLag > 0)
        {
            builder.AddKafkaConsumerFactory();
            builder.Services.AddHostedService<LagPacer>();
        }
        builder.AddSource(options.Source);
    }
}
