using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KafkaAspire.ServiceDefaults.Kafka.Registration;

/// <summary>
/// The seam, without Aspire packages: makes the clients itself, from the configuration sections that <c>Aspire.Confluent.Kafka</c> reads.
/// Its twin is <c>AspireClients.cs</c>; one of the two is compiled.
/// </summary>
internal static class KafkaClients
{
    public static void AddProducer<TKey, TValue>(
        IHostApplicationBuilder builder, string connection, Action<ProducerConfig> configure, Action<IServiceProvider, ProducerBuilder<TKey, TValue>> configureClient) =>
        builder.Services.AddKeyedSingleton(connection, (services, _) =>
        {
            var config = Bind<ProducerConfig>(builder.Configuration, "Aspire:Confluent:Kafka:Producer", connection);
            configure(config);
            var client = new ProducerBuilder<TKey, TValue>(config);
            configureClient(services, client);
            return client.Build();
        });

    public static void AddConsumer<TKey, TValue>(
        IHostApplicationBuilder builder, string connection, Action<ConsumerConfig> configure, Action<IServiceProvider, ConsumerBuilder<TKey, TValue>> configureClient) =>
        builder.Services.AddKeyedSingleton(connection, (services, _) =>
        {
            var config = Bind<ConsumerConfig>(builder.Configuration, "Aspire:Confluent:Kafka:Consumer", connection);
            configure(config);
            var client = new ConsumerBuilder<TKey, TValue>(config);
            configureClient(services, client);
            return client.Build();
        });

    // First what holds for every connection, then what holds for this one.
    private static TConfig Bind<TConfig>(IConfiguration configuration, string section, string connection) where TConfig : ClientConfig, new()
    {
        var config = new TConfig();
        configuration.GetSection($"{section}:Config").Bind(config);
        configuration.GetSection($"{section}:{connection}:Config").Bind(config);
        config.BootstrapServers = configuration.GetConnectionString(connection);
        return config;
    }
}
