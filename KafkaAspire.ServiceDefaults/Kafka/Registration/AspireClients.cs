using Confluent.Kafka;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KafkaAspire.ServiceDefaults.Kafka.Registration;

/// <summary>
/// The seam, with Aspire packages: takes the clients from <c>Aspire.Confluent.Kafka</c>. Its instrumentation and health check are off, since
/// they count at enqueue and produce a message per probe. Its twin is <c>DirectClients.cs</c>; one of the two is compiled.
/// </summary>
internal static class KafkaClients
{
    public static void AddProducer<TKey, TValue>(
        IHostApplicationBuilder builder, string connection, Action<ProducerConfig> configure, Action<IServiceProvider, ProducerBuilder<TKey, TValue>> configureClient)
    {
        QuietTheDoubleLogHandler(builder);
        builder.AddKeyedKafkaProducer<TKey, TValue>(
            connection,
            settings =>
            {
                settings.DisableHealthChecks = settings.DisableMetrics = settings.DisableTracing = true;
                configure(settings.Config);
            },
            configureClient);
    }

    public static void AddConsumer<TKey, TValue>(
        IHostApplicationBuilder builder, string connection, Action<ConsumerConfig> configure, Action<IServiceProvider, ConsumerBuilder<TKey, TValue>> configureClient)
    {
        QuietTheDoubleLogHandler(builder);
        builder.AddKeyedKafkaConsumer<TKey, TValue>(
            connection,
            settings =>
            {
                settings.DisableHealthChecks = settings.DisableMetrics = settings.DisableTracing = true;
                configure(settings.Config);
            },
            configureClient);
    }

    // The package warns once per client that a log handler, ours, is already set.
    private static void QuietTheDoubleLogHandler(IHostApplicationBuilder builder) =>
        builder.Logging.AddFilter("Aspire.Confluent.Kafka", LogLevel.Error);
}
