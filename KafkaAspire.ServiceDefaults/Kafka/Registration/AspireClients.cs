using Confluent.Kafka;
using KafkaAspire.ServiceDefaults.Kafka.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KafkaAspire.ServiceDefaults.Kafka.Registration;

/// <summary>
/// The seam, with Aspire packages: takes the settings of the clients from <c>Aspire.Confluent.Kafka</c>. Its instrumentation and health check are
/// off, since they count at enqueue and produce a message per probe. Its client is replaced by the plain one with the same settings: it wraps
/// that in instrumentation that, even switched off, reads the clock twice and takes 48 bytes for each message that is consumed.
/// Its twin is <c>DirectClients.cs</c>; one of the two is compiled.
/// </summary>
internal static class KafkaClients
{
    public static void AddProducer<TKey, TValue>(
        IHostApplicationBuilder builder, string connection, Action<ProducerConfig> configure, Action<IServiceProvider, ProducerBuilder<TKey, TValue>> configureClient)
    {
        ProducerConfig? config = null;
        // Reads the configuration at once, which may hold what is no setting.
        ClientSettings.Guard(KafkaClientExtensions.ProducerSection, () => builder.AddKeyedKafkaProducer<TKey, TValue>(connection, settings =>
        {
            settings.DisableHealthChecks = settings.DisableMetrics = settings.DisableTracing = true;
            configure(settings.Config);
            config = settings.Config;
        }));
        builder.Services.AddKeyedSingleton(connection, (services, _) =>
        {
            var client = new ProducerBuilder<TKey, TValue>(config);
            configureClient(services, client);
            return client.Build();
        });
    }

    public static void AddConsumer<TKey, TValue>(
        IHostApplicationBuilder builder, string connection, Action<ConsumerConfig> configure, Action<IServiceProvider, ConsumerBuilder<TKey, TValue>> configureClient)
    {
        ConsumerConfig? config = null;
        // Reads the configuration at once, which may hold what is no setting.
        ClientSettings.Guard(KafkaClientExtensions.ConsumerSection, () => builder.AddKeyedKafkaConsumer<TKey, TValue>(connection, settings =>
        {
            settings.DisableHealthChecks = settings.DisableMetrics = settings.DisableTracing = true;
            configure(settings.Config);
            config = settings.Config;
        }));
        builder.Services.AddKeyedSingleton(connection, (services, _) =>
        {
            var client = new ConsumerBuilder<TKey, TValue>(config);
            configureClient(services, client);
            return client.Build();
        });
    }
}
