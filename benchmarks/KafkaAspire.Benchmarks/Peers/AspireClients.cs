using Confluent.Kafka;
using Microsoft.Extensions.Hosting;

namespace KafkaAspire.Benchmarks.Peers;

/// <summary>Aspire.Confluent.Kafka's clients with their tracing and metrics on. Its twin is <c>NoAspireClients.cs</c>; one of the two is compiled.</summary>
internal static class AspireClients
{
    public const string Name = "Aspire.Confluent.Kafka, instrumented";
    public const string Connection = "kafka";

    /// <summary>OpenTelemetry's own sampler: the one of this app is not what users of the package have.</summary>
    public static readonly Dictionary<string, string?> Settings = new() { ["OTEL_TRACES_SAMPLER"] = "parentbased_always_on" };

    public static string? Missing => null;

    public static void AddProducer<TKey, TValue>(IHostApplicationBuilder builder, Action<ProducerConfig> configure, Action<ProducerBuilder<TKey, TValue>> configureClient) =>
        builder.AddKeyedKafkaProducer<TKey, TValue>(
            Connection,
            settings =>
            {
                // Its health check produces messages of its own.
                settings.DisableHealthChecks = true;
                configure(settings.Config);
            },
            (_, client) => configureClient(client));

    public static void AddConsumer<TKey, TValue>(IHostApplicationBuilder builder, Action<ConsumerConfig> configure, Action<ConsumerBuilder<TKey, TValue>> configureClient) =>
        builder.AddKeyedKafkaConsumer<TKey, TValue>(
            Connection,
            settings =>
            {
                settings.DisableHealthChecks = true;
                configure(settings.Config);
            },
            (_, client) => configureClient(client));
}
