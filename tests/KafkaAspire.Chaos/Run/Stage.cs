using KafkaAspire.Chaos.CommandLine;
using KafkaAspire.Chaos.Databases;
using KafkaAspire.Chaos.Links;
using KafkaAspire.Chaos.Services;
using KafkaAspire.Chaos.Traffic;
using KafkaAspire.LocalCluster;

namespace KafkaAspire.Chaos.Run;

/// <summary>Sets up brokers, database and services, and takes them down.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private const int DiskOfBroker = 3;
    private static readonly TopicDeclaration[] Topics = [new("transactions", 12), new("transactions.dlt", 3), new("settlements", 12)];
    private readonly Stack<IAsyncDisposable> _parts = [];
    private Ballast? _ballast;

    /// <summary>What faults can lay hands on.</summary>
    public Scene Scene { get; private set; } = null!;

    /// <summary>Where the producers take requests.</summary>
    public IReadOnlyList<Uri> ProducerAddresses { get; private set; } = [];

    /// <summary>The brokers' own addresses, beside the links.</summary>
    public string BootstrapServers { get; private set; } = "";

    /// <summary>Starts everything.</summary>
    /// <exception cref="ChaosException">Something is not installed, or did not start.</exception>
    public async Task SetAsync(ChaosOptions options, RunFiles files, FaultLog log, CancellationToken cancellationToken)
    {
        string home = Environment.GetEnvironmentVariable("KAFKA_HOME") ?? throw new ChaosException("KAFKA_HOME is not set: expected the directory of an unpacked Apache Kafka 4");
        _ballast = Ballast.TryMount(DiskOfBroker, Path.Combine(files.Brokers, $"broker-{DiskOfBroker}"));
        var links = Add(new ClusterLinks());
        var cluster = Add(await ProcessCluster.StartAsync(new ProcessClusterOptions
        {
            Installation = KafkaInstallation.Find(home),
            Topics = Topics,
            DataDirectory = files.Brokers,
            KeepData = true,
            Advertise = links.Advertise,
        }, cancellationToken));
        BootstrapServers = cluster.BootstrapServers;
        var ledger = Add(await LedgerDatabase.CreateAsync(options.Sink, files.Root, cancellationToken));
        var services = new ServiceCast(options, files, links.BootstrapServers, ledger.ConnectionString, log);
        int[] ports = [.. Enumerable.Range(0, options.Producers).Select(_ => Ports.Take())];
        ProducerAddresses = [.. ports.Select(port => new Uri($"http://127.0.0.1:{port}"))];
        ServiceNode[] producers = [.. ports.Select((port, at) => Add(services.Producer(at + 1, port)))];
        ServiceNode[] consumers = [.. Enumerable.Range(1, 2 * options.Consumers).Select(number => Add(services.Consumer(number)))];
        Scene = new(options, [.. cluster.Brokers.Select(broker => new BrokerNode(cluster, broker.Id))], links, new ClusterProbe(cluster),
            producers, consumers, ledger, new NewerMessages(links.BootstrapServers, options.Seed), _ballast, log);
        await StartAllAsync(cancellationToken);
    }

    /// <summary>Makes everything sound again and starts what is down.</summary>
    public async Task StartAllAsync(CancellationToken cancellationToken)
    {
        Scene.Links.Heal();
        IEnumerable<INode> nodes = [.. Scene.Brokers, .. Scene.Producers, .. Scene.RegularConsumers, .. Scene.Ledger.Server is { } server ? [server] : Array.Empty<INode>()];
        foreach (var node in nodes)
            await node.StartAsync(cancellationToken);
    }

    /// <summary>Stops producers and consumers, so that nothing moves while the checker reads.</summary>
    public Task StopServicesAsync() => Task.WhenAll(Scene.Producers.Concat(Scene.Consumers).Select(service => service.StopAsync()));

    private T Add<T>(T part) where T : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }

    /// <summary>Takes everything down at once; what is on the small disk moves to the large one where it is to be kept.</summary>
    public async Task StrikeAsync(bool keep)
    {
        if (Scene is not null)
            foreach (var broker in Scene.Brokers)
                await broker.KillAsync();
        await DisposeAsync();
        if (keep)
            _ballast?.Preserve();
        _ballast?.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        Scene?.Probe.Dispose();
        Scene?.Newer.Dispose();
        while (_parts.TryPop(out var part))
            await part.DisposeAsync();
    }
}
