using Confluent.Kafka;
using Microsoft.Extensions.Hosting;

namespace KafkaAspire.Benchmarks.Peers;

/// <summary>Where Aspire's packages can't be had. Its twin is <c>AspireClients.cs</c>; one of the two is compiled.</summary>
internal static class AspireClients
{
    public const string Name = "Aspire.Confluent.Kafka, instrumented";
    public const string Connection = "kafka";

    public static readonly Dictionary<string, string?> Settings = [];

    public static string? Missing => "its package can't be had here";

    public static void AddProducer<TKey, TValue>(IHostApplicationBuilder builder, Action<ProducerConfig> configure, Action<ProducerBuilder<TKey, TValue>> configureClient) =>
        throw new NotSupportedException(Missing);

    public static void AddConsumer<TKey, TValue>(IHostApplicationBuilder builder, Action<ConsumerConfig> configure, Action<ConsumerBuilder<TKey, TValue>> configureClient) =>
        throw new NotSupportedException(Missing);
}
