using Confluent.Kafka;
using KafkaAspire.ServiceDefaults.Kafka.Access;
using KafkaAspire.ServiceDefaults.Kafka.Telemetry;
using KafkaAspire.ServiceDefaults.Kafka.Telemetry.Statistics;
using KafkaAspire.ServiceDefaults.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KafkaAspire.ServiceDefaults.Kafka;

/// <summary>
/// Makes instrumented producers on demand, with the same configuration section as the registered one. For transactional producers: one that was
/// fenced can't be used again, and a new one takes its place.
/// </summary>
public sealed class KafkaProducerFactory<TKey, TValue>
{
    private readonly IConfiguration _configuration;
    private readonly string _clientId;
    private readonly Action<ProducerBuilder<TKey, TValue>> _configureClient;
    private readonly ILogger _logger;
    private readonly Func<ClientConfig, AccessWatch> _watch;
    private readonly Func<string, ClientTelemetry> _telemetry;

    internal KafkaProducerFactory(
        IConfiguration configuration, string clientId, Action<ProducerBuilder<TKey, TValue>> configureClient, ILogger logger,
        Func<ClientConfig, AccessWatch> watch, Func<string, ClientTelemetry> telemetry)
    {
        _watch = watch;
        _telemetry = telemetry;
        _configuration = configuration;
        _clientId = clientId;
        _configureClient = configureClient;
        _logger = logger;
    }

    /// <summary>Makes a producer; the caller disposes it.</summary>
    /// <param name="configure">Settings of this one, such as its transactional id.</param>
    public InstrumentedProducer<TKey, TValue> Create(Action<ProducerConfig> configure)
    {
        var config = new ProducerConfig();
        ClientSettings.Guard(KafkaClientExtensions.ProducerSection, () => _configuration.GetSection(KafkaClientExtensions.ProducerSection).Bind(config));
        config.BootstrapServers = _configuration.GetConnectionString(KafkaClientExtensions.ConnectionName);
        configure(config);
        KafkaDefaults.Apply(config, _clientId);
        config.StatisticsIntervalMs ??= TelemetryOptions.Read(_configuration).StatisticsMilliseconds;
        var watch = _watch(config);
        var builder = new ProducerBuilder<TKey, TValue>(config)
            .SetLogHandler((_, message) => watch.OnLog(message))
            .SetErrorHandler((sender, error) => watch.OnError(sender.Name, error))
            .SetStatisticsHandler((_, json) => StatisticsMetrics.Take(_logger, json));
        _configureClient(builder);
        var client = ClientSettings.Guard(KafkaClientExtensions.ProducerSection, builder.Build);
        return new(client, _telemetry(client.Name));
    }
}
