using System.Globalization;
using KafkaAspire.LocalCluster;
using KafkaAspire.Standalone.Audit;
using KafkaAspire.Standalone.Brokers;
using KafkaAspire.Standalone.Build;
using KafkaAspire.Standalone.CommandLine;
using KafkaAspire.Standalone.Run;

namespace KafkaAspire.Standalone.Services;

/// <summary>Starts services with the environment that Aspire, or a person, would give them.</summary>
internal sealed class ServiceLauncher(Repository repository, RunOptions options, RunDirectory directory, RunBrokers brokers)
{
    /// <summary>Embedded brokers keep 100,000 messages a partition: that far ahead of the consumers, all producers together may be.</summary>
    private const int MaxLagOnEmbeddedBrokers = 8_000;

    private const string ConsumerConfig = "Aspire__Confluent__Kafka__Consumer__Config__";

    /// <summary>Where their telemetry goes; empty where the environment is to say it.</summary>
    public IReadOnlyDictionary<string, string?> TelemetrySettings { get; init; } = new Dictionary<string, string?>();

    private readonly string _runId = Guid.NewGuid().ToString("N")[..8];

    /// <param name="number">The producer's number, from 1.</param>
    public ServiceProcess StartProducer(int number)
    {
        int producers = options.EffectiveProducers;
        var settings = new Dictionary<string, string?>
        {
            ["Producer__Journal__Directory"] = directory.Journal,
            ["Producer__Journal__Records"] = options.KeepsRecords ? "true" : "false",
        };
        if (options.HttpPort is not null)
            settings["Producer__Source"] = "http";
        else if (options.Input is not null)
        {
            settings["Producer__Source"] = "file";
            settings["Producer__File__Path"] = options.Input;
        }
        else
        {
            settings["Producer__Source"] = "generate";
            settings["Producer__Generate__Rate"] = Text(WorkShare.Of(options.Rate, producers, number));
            if (options.Messages is { } messages)
                settings["Producer__Generate__Messages"] = Text(WorkShare.Of(messages, producers, number));
        }
        if (brokers.AreEmbedded)
        {
            settings["Producer__MaxLag"] = Text(MaxLagOnEmbeddedBrokers / producers);
            settings["Producer__PacedByGroup"] = KafkaClients.Group;
        }
        return Start(ServiceKind.Producer, number, settings, options.HttpPort);
    }

    /// <param name="number">The consumer's number, from 1.</param>
    public ServiceProcess StartConsumer(int number)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Consumer__Delivery"] = AuditText.NameOf(options.Delivery),
            ["Consumer__Sink"] = options.Sink == Sink.Topic ? "topic" : "database",
            ["Consumer__Group"] = KafkaClients.Group,
            ["ConnectionStrings__ledger"] = Ledger,
        };
        // So long the partitions of a killed consumer wait. With the consumer protocol (KIP-848) the brokers decide.
        if (!string.Equals(Environment.GetEnvironmentVariable(ConsumerConfig + "GroupProtocol"), "consumer", StringComparison.OrdinalIgnoreCase))
        {
            // A mock cluster's rebalance always takes the session timeout less one second, also when all members are there at once. Brokers that
            // others configured allow no less than 6 s by default.
            settings[ConsumerConfig + "SessionTimeoutMs"] = brokers.Own is null ? "6000" : "3000";
            settings[ConsumerConfig + "HeartbeatIntervalMs"] = brokers.Own is null ? "1500" : "500";
        }
        return Start(ServiceKind.Consumer, number, settings);
    }

    public ServiceProcess StartExplorer() => Start(ServiceKind.Explorer, 1, new()
    {
        ["ConnectionStrings__ledger"] = Ledger,
        ["Explorer__Journal"] = directory.Journal,
        ["Explorer__Effects"] = options.Sink == Sink.Topic ? "settlements" : "ledger",
    }, options.ExplorerPort);

    private string Ledger => options.Ledger.ConnectionString ?? directory.LedgerConnectionString;

    private ServiceProcess Start(ServiceKind kind, int number, Dictionary<string, string?> settings, int? port = null)
    {
        string name = kind == ServiceKind.Explorer ? "explorer" : string.Create(CultureInfo.InvariantCulture, $"{kind.ToString().ToLowerInvariant()}-{number}");
        var address = new Uri($"http://127.0.0.1:{port ?? FreePort.Find()}");
        string log = directory.NewLog(name);
        string assembly = repository.AssemblyOf(kind.Project());
        settings["ConnectionStrings__kafka"] = brokers.BootstrapServers;
        settings["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority);
        settings["OTEL_SERVICE_NAME"] = name;
        // The same for one that takes the place of another under its name, and never that of another run.
        settings["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={name}-{_runId}";
        foreach (var (setting, value) in TelemetrySettings)
            settings[setting] = value;
        settings["DOTNET_ENVIRONMENT"] = "Production";
        settings["ASPNETCORE_ENVIRONMENT"] = "Production";
        foreach (var (setting, value) in ServiceLog.Settings)
            settings[setting] = value;
        var process = ChildProcess.Start(new(DotnetCommand.Executable, assembly)
        {
            Environment = settings,
            WorkingDirectory = Path.GetDirectoryName(assembly),
            OutputFile = log,
            Input = options.Input == RunOptions.StandardInput && kind == ServiceKind.Producer ? ChildInput.Inherited : ChildInput.Closed,
        });
        return new(kind, name, address, log, process);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
