namespace KafkaAspire.LocalCluster;

/// <summary>Where the brokers of a cluster listen and keep their files.</summary>
internal sealed record ClusterLayout(string Directory, IReadOnlyList<BrokerLayout> Brokers, ZooKeeperLayout? ZooKeeper)
{
    public const string LoggingName = "logging.properties";
    public const string TemporaryName = "tmp";

    public string Logging => Path.Combine(Directory, LoggingName);

    /// <summary>Where the JVMs unpack their native libraries: it goes when the data goes, also after kill -9.</summary>
    public string Temporary => Path.Combine(Directory, TemporaryName);

    public string Voters => string.Join(',', Brokers.Select(broker => $"{broker.Id}@127.0.0.1:{broker.ControllerPort}"));

    public string BootstrapServers => string.Join(',', Brokers.Select(broker => $"127.0.0.1:{broker.Port}"));

    /// <summary>A program of Kafka's that works on this cluster's files.</summary>
    public KafkaProgram Program(KafkaInstallation installation, string type, params IReadOnlyList<string> arguments) => new(installation, type, arguments)
    {
        WorkingDirectory = Directory,
        TemporaryDirectory = Temporary,
        LoggingFile = Logging,
    };

    public static ClusterLayout In(string directory, int brokers, MetadataStore metadata, Func<BrokerPorts, BrokerPorts>? advertise = null)
    {
        IReadOnlyList<int> ports = FreePorts.Take((advertise is null ? 2 : 3) * brokers + 1);
        return new ClusterLayout(
            directory,
            [.. Enumerable.Range(1, brokers).Select(id => new BrokerLayout(id, ports[id - 1], ports[brokers + id - 1], directory)
            {
                Links = advertise is null ? null : BrokerLinks.Through(advertise, new BrokerPorts(id, ports[id - 1], ports[2 * brokers + id - 1])),
            })],
            metadata == MetadataStore.ZooKeeper ? new ZooKeeperLayout(ports[^1], directory) : null);
    }
}

/// <summary>Where one broker listens and keeps its files.</summary>
internal sealed record BrokerLayout(int Id, int Port, int ControllerPort, string ClusterDirectory)
{
    /// <summary>What lies between it and those who connect to it, if anything does.</summary>
    public BrokerLinks? Links { get; init; }

    /// <summary>The ports that have to be free for it to start.</summary>
    public IEnumerable<int> Ports(bool isController) => [Port, .. isController ? [ControllerPort] : Array.Empty<int>(), .. Links is { } links ? [links.Listens.Brokers] : Array.Empty<int>()];

    public string Properties => Path.Combine(ClusterDirectory, $"broker-{Id}.properties");

    public string Log => Path.Combine(ClusterDirectory, $"broker-{Id}.log");

    public string Data => Path.Combine(ClusterDirectory, $"broker-{Id}");

    public string MetaProperties => Path.Combine(Data, "meta.properties");

    public string BootstrapCheckpoint => Path.Combine(Data, "bootstrap.checkpoint");
}

/// <summary>Where a broker listens, and what others are told instead.</summary>
internal sealed record BrokerLinks(BrokerPorts Listens, BrokerPorts Told)
{
    public static BrokerLinks Through(Func<BrokerPorts, BrokerPorts> advertise, BrokerPorts listens) => new(listens, advertise(listens));
}

/// <summary>Where the ZooKeeper server listens and keeps its files.</summary>
internal sealed record ZooKeeperLayout(int Port, string ClusterDirectory)
{
    public const string Name = "zookeeper";

    public string Properties => Path.Combine(ClusterDirectory, $"{Name}.properties");

    public string Log => Path.Combine(ClusterDirectory, $"{Name}.log");

    public string Data => Path.Combine(ClusterDirectory, Name);
}
