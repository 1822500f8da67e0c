using Confluent.Kafka;
using KafkaAspire.ServiceDefaults.Kafka.Access;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace KafkaAspire.ServiceDefaults.Kafka;

/// <summary>
/// Makes consumers on demand, with the same configuration section as the registered one. For those who only look at a topic: each is in no
/// group, reads committed records only and commits nothing.
/// </summary>
public sealed class KafkaConsumerFactory
{
    private readonly IConfiguration _configuration;
    private readonly string _clientId;
    private readonly Func<ClientConfig, AccessWatch> _watch;

    internal KafkaConsumerFactory(IConfiguration configuration, string clientId, Func<ClientConfig, AccessWatch> watch)
    {
        _configuration = configuration;
        _clientId = clientId;
        _watch = watch;
    }

    /// <summary>Makes a consumer that its maker assigns partitions to; the caller disposes it.</summary>
    /// <param name="configure">Settings of this one.</param>
    /// <param name="configureClient">Sets deserializers.</param>
    public IConsumer<TKey, TValue> Create<TKey, TValue>(Action<ConsumerConfig>? configure = null, Action<ConsumerBuilder<TKey, TValue>>? configureClient = null)
    {
        var config = new ConsumerConfig();
        _configuration.GetSection(KafkaClientExtensions.ConsumerSection).Bind(config);
        config.BootstrapServers = _configuration.GetConnectionString(KafkaClientExtensions.ConnectionName);
        // The client wants a name for the group even of one that joins none.
        config.GroupId = $"{_clientId}-reader";
        config.EnableAutoCommit = false;
        config.EnablePartitionEof = true;
        config.IsolationLevel = IsolationLevel.ReadCommitted;
        config.AutoOffsetReset = AutoOffsetReset.Error;
        // Of a page's reader: what waits for it is memory, of which a small message takes ten times its size. While nobody looks the client reads on until it has so much.
        config.QueuedMaxMessagesKbytes = 8 * 1024;
        config.QueuedMinMessages = 1_000;
        configure?.Invoke(config);
        KafkaDefaults.Apply(config, _clientId);
        var watch = _watch(config);
        var client = new ConsumerBuilder<TKey, TValue>(config).SetLogHandler((_, message) => watch.OnLog(message)).SetErrorHandler((sender, error) => watch.OnError(sender.Name, error));
        configureClient?.Invoke(client);
        return client.Build();
    }
}
