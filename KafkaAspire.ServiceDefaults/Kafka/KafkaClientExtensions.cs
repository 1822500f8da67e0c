using Confluent.Kafka;
using KafkaAspire.ServiceDefaults.Hosting;
using KafkaAspire.ServiceDefaults.Kafka;
using KafkaAspire.ServiceDefaults.Kafka.Access;
using KafkaAspire.ServiceDefaults.Kafka.Registration;
using KafkaAspire.ServiceDefaults.Kafka.Telemetry;
using KafkaAspire.ServiceDefaults.Kafka.Telemetry.Statistics;
using KafkaAspire.ServiceDefaults.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers Kafka clients for the connection <c>kafka</c>: one line gives a client with the app's defaults, spans, metrics and logs.</summary>
public static class KafkaClientExtensions
{
    /// <summary>The name of the connection: <c>ConnectionStrings:kafka</c> lists the brokers as <c>host:port,host:port</c>.</summary>
    public const string ConnectionName = "kafka";

    internal const string ProducerSection = "Aspire:Confluent:Kafka:Producer:Config";
    internal const string ConsumerSection = "Aspire:Confluent:Kafka:Consumer:Config";
    private const string AdminSection = "Aspire:Confluent:Kafka:Admin:Config";

    /// <summary>
    /// Lets a service end, with one line and a code, when no broker lets one of its clients in: for services that could do nothing else. One that
    /// has pages shows it there, and goes on asking.
    /// </summary>
    /// <param name="builder">The host builder.</param>
    public static IHostApplicationBuilder EndWhenKafkaRefuses(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<AccessGuard>();
        return builder;
    }

    /// <summary>Adds an idempotent, instrumented <see cref="IProducer{TKey, TValue}"/> (one per process).</summary>
    /// <param name="builder">The host builder.</param>
    /// <param name="configureClient">Sets serializers and handlers.</param>
    /// <param name="configure">Settings that belong to the service.</param>
    /// <exception cref="ServiceSettingException">No brokers are configured.</exception>
    public static IHostApplicationBuilder AddKafkaProducer<TKey, TValue>(
        this IHostApplicationBuilder builder, Action<ProducerBuilder<TKey, TValue>>? configureClient = null, Action<ProducerConfig>? configure = null)
    {
        string clientId = RequireConnection(builder);
        var telemetry = TelemetryOptions.Read(builder.Configuration);
        ClientConfig? settings = null;
        KafkaClients.AddProducer<TKey, TValue>(
            builder, ConnectionName,
            config =>
            {
                configure?.Invoke(config);
                KafkaDefaults.Apply(config, clientId);
                config.StatisticsIntervalMs ??= telemetry.StatisticsMilliseconds;
                settings = config;
            },
            (services, client) =>
            {
                var logger = ClientLogger(services);
                var watch = Watch(services, ProducerSection, settings!);
                client.SetLogHandler((_, message) => watch.OnLog(message)).SetErrorHandler((sender, error) => watch.OnError(sender.Name, error))
                    .SetStatisticsHandler((_, json) => StatisticsMetrics.Take(logger, json));
                configureClient?.Invoke(client);
            });
        builder.Services.AddSingleton<IProducer<TKey, TValue>>(services =>
        {
            var client = ClientSettings.Guard(ProducerSection, () => services.GetRequiredKeyedService<IProducer<TKey, TValue>>(ConnectionName));
            return new InstrumentedProducer<TKey, TValue>(client, Telemetry(services, client.Name));
        });
        return builder;
    }

    /// <summary>Adds a <see cref="KafkaProducerFactory{TKey, TValue}"/>, for transactional producers that must be replaced once they are fenced.</summary>
    /// <param name="builder">The host builder.</param>
    /// <param name="configureClient">Sets serializers and handlers.</param>
    /// <exception cref="ServiceSettingException">No brokers are configured.</exception>
    public static IHostApplicationBuilder AddKafkaProducerFactory<TKey, TValue>(
        this IHostApplicationBuilder builder, Action<ProducerBuilder<TKey, TValue>> configureClient)
    {
        string clientId = RequireConnection(builder);
        builder.Services.AddSingleton(services =>
            new KafkaProducerFactory<TKey, TValue>(
                builder.Configuration, clientId, configureClient, ClientLogger(services), config => Watch(services, ProducerSection, config), name => Telemetry(services, name)));
        return builder;
    }

    /// <summary>Adds a <see cref="KafkaConsumerFactory"/>, for those who look at topics without being in a group.</summary>
    /// <param name="builder">The host builder.</param>
    /// <exception cref="ServiceSettingException">No brokers are configured.</exception>
    public static IHostApplicationBuilder AddKafkaConsumerFactory(this IHostApplicationBuilder builder)
    {
        string clientId = RequireConnection(builder);
        builder.Services.TryAddSingleton(services => new KafkaConsumerFactory(builder.Configuration, clientId, config => Watch(services, ConsumerSection, config)));
        return builder;
    }

    /// <summary>
    /// Adds an <see cref="InstrumentedConsumer{TKey, TValue}"/> (one per process) that commits nothing by itself, and a health check that it polls.
    /// </summary>
    /// <param name="builder">The host builder.</param>
    /// <param name="configureClient">Sets deserializers and rebalance handlers.</param>
    /// <param name="group">The consumer group.</param>
    /// <param name="configure">Settings that belong to the service.</param>
    /// <exception cref="ServiceSettingException">No brokers are configured.</exception>
    public static IHostApplicationBuilder AddKafkaConsumer<TKey, TValue>(
        this IHostApplicationBuilder builder, Action<IServiceProvider, ConsumerBuilder<TKey, TValue>> configureClient, string group, Action<ConsumerConfig>? configure = null)
    {
        string clientId = RequireConnection(builder);
        var telemetry = TelemetryOptions.Read(builder.Configuration);
        var maxPollInterval = TimeSpan.Zero;
        ClientConfig? settings = null;
        KafkaClients.AddConsumer<TKey, TValue>(
            builder, ConnectionName,
            config =>
            {
                config.GroupId = group;
                configure?.Invoke(config);
                KafkaDefaults.Apply(config, clientId);
                config.StatisticsIntervalMs ??= telemetry.StatisticsMilliseconds;
                maxPollInterval = TimeSpan.FromMilliseconds(config.MaxPollIntervalMs ??= 300_000);
                settings = config;
            },
            (services, client) =>
            {
                var logger = ClientLogger(services);
                var watch = Watch(services, ConsumerSection, settings!);
                client.SetLogHandler((_, message) => watch.OnLog(message)).SetErrorHandler((sender, error) => watch.OnError(sender.Name, error))
                    .SetStatisticsHandler((_, json) => StatisticsMetrics.Take(logger, json));
                configureClient(services, client);
            });
        builder.Services.AddSingleton(services =>
        {
            var client = ClientSettings.Guard(ConsumerSection, () => services.GetRequiredKeyedService<IConsumer<TKey, TValue>>(ConnectionName));
            return new InstrumentedConsumer<TKey, TValue>(client, group, maxPollInterval, Telemetry(services, client.Name));
        });
        builder.Services.AddHealthChecks().AddCheck<PollHealthCheck<TKey, TValue>>("poll");
        return builder;
    }

    /// <summary>Adds an <see cref="IAdminClient"/> (one per process), and a health check that asks the brokers for metadata through it.</summary>
    /// <param name="builder">The host builder.</param>
    /// <exception cref="ServiceSettingException">No brokers are configured.</exception>
    public static IHostApplicationBuilder AddKafkaAdmin(this IHostApplicationBuilder builder)
    {
        string clientId = RequireConnection(builder);
        builder.Services.TryAddSingleton(services =>
        {
            var config = new AdminClientConfig();
            var watch = Watch(services, AdminSection, config);
            return ClientSettings.Guard(AdminSection, () =>
            {
                builder.Configuration.GetSection(AdminSection).Bind(config);
                config.BootstrapServers ??= builder.Configuration.GetConnectionString(ConnectionName);
                config.ClientId ??= $"{clientId}-admin";
                return new AdminClientBuilder(config).SetLogHandler((_, message) => watch.OnLog(message)).SetErrorHandler((sender, error) => watch.OnError(sender.Name, error)).Build();
            });
        });
        builder.Services.TryAddSingleton<ClusterIdentity>();
        builder.Services.AddHealthChecks().AddCheck<KafkaHealthCheck>(ConnectionName);
        return builder;
    }

    /// <summary>Reads the brokers that every client starts from.</summary>
    /// <param name="configuration">The service's configuration.</param>
    /// <exception cref="ServiceSettingException">There are none, or one is no address.</exception>
    public static string ReadBrokers(this IConfiguration configuration) => BrokerList.Read(configuration, $"ConnectionStrings:{ConnectionName}");

    private static ClientTelemetry Telemetry(IServiceProvider services, string clientName) =>
        new(clientName, services.GetService<RateLimitedSampler>(), services.GetService<ClusterIdentity>());

    private static AccessWatch Watch(IServiceProvider services, string section, ClientConfig config) =>
        new(section, config, services.GetService<AccessGuard>(), ClientLogger(services));

    private static ILogger ClientLogger(IServiceProvider services) =>
        services.GetRequiredService<ILoggerFactory>().CreateLogger(KafkaLogging.Category);

    // Told before anything is started: a client without brokers would wait for ever without a word.
    private static string RequireConnection(IHostApplicationBuilder builder)
    {
        builder.Configuration.ReadBrokers();
        // librdkafka writes a client's id into its statistics, which are JSON, as it is.
        return builder.Configuration.ReadServiceName(builder.Environment.ApplicationName).Replace('"', '\'').Replace('\\', '/');
    }
}
