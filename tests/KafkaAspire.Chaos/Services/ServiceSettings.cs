using System.Globalization;
using KafkaAspire.Chaos.CommandLine;

namespace KafkaAspire.Chaos.Services;

/// <summary>The configuration of the app's services, by the names that its documentation gives.</summary>
internal static class ServiceSettings
{
    public const string Group = "ledger";
    private const string ConsumerConfig = "Aspire__Confluent__Kafka__Consumer__Config__";
    private const string ProducerConfig = "Aspire__Confluent__Kafka__Producer__Config__";

    /// <summary>How long the brokers wait for a consumer. What is halted longer than this is a zombie.</summary>
    public static readonly TimeSpan Session = TimeSpan.FromSeconds(3);

    public static Dictionary<string, string?> OfProducer(string name, int port, string kafka, ChaosOptions options)
    {
        var settings = Common(name, port, kafka);
        settings["Producer__Source"] = "http";
        if (options.Sabotage == Sabotage.AcksOne)
        {
            settings[ProducerConfig + "Acks"] = "Leader";
            settings[ProducerConfig + "EnableIdempotence"] = "false";
        }
        return settings;
    }

    public static Dictionary<string, string?> OfConsumer(string name, int port, string kafka, string? ledger, ChaosOptions options)
    {
        var settings = Common(name, port, kafka);
        settings["Consumer__Delivery"] = options.DeliveryName;
        settings["Consumer__Sink"] = options.Sink == Sink.Topic ? "topic" : "database";
        settings["Consumer__Group"] = Group;
        settings["Consumer__Deduplicate"] = options.Deduplicate ? "true" : "false";
        settings["ConnectionStrings__ledger"] = ledger;
        if (options.HasBrokenConsumers)
            settings[Broken.BrokenConsumer.Setting] = options.Sabotage.ToString();
        settings[ConsumerConfig + "SessionTimeoutMs"] = Session.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
        settings[ConsumerConfig + "HeartbeatIntervalMs"] = "500";
        return settings;
    }

    private static Dictionary<string, string?> Common(string name, int port, string kafka) => new()
    {
        ["ConnectionStrings__kafka"] = kafka,
        ["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"),
        ["OTEL_SERVICE_NAME"] = name,
        ["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={name}",
        ["DOTNET_ENVIRONMENT"] = "Production",
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["Logging__Console__FormatterName"] = "simple",
        ["Logging__Console__FormatterOptions__SingleLine"] = "true",
        ["Logging__Console__FormatterOptions__ColorBehavior"] = "Disabled",
        ["Logging__Console__FormatterOptions__TimestampFormat"] = "HH:mm:ss.fff ",
        // A process that lives for a minute never earns back what instrumenting its code costs.
        ["DOTNET_TieredPGO"] = "0",
        // A process that is killed would leave its sockets for debuggers behind.
        ["DOTNET_EnableDiagnostics"] = "0",
    };
}
