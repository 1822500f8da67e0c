namespace KafkaAspire.LocalCluster;

/// <summary>What a cluster of Apache Kafka processes has.</summary>
public sealed record ProcessClusterOptions
{
    /// <summary>Kafka and Java, as <see cref="KafkaInstallation.Find"/> found them.</summary>
    public required KafkaInstallation Installation { get; init; }

    /// <summary>How many brokers: 1 to 9.</summary>
    public int Brokers { get; init; } = 3;

    /// <summary>Where the metadata is kept.</summary>
    public MetadataStore Metadata { get; init; }

    /// <summary>The topics to be created. Nothing else creates one: clients that ask for another get an error.</summary>
    public IReadOnlyList<TopicDeclaration> Topics { get; init; } = [];

    /// <summary>
    /// Where the brokers' data and logs (<c>broker-N.log</c>) are; a new directory under the system's directory for temporary files by default.
    /// One that holds the data of an earlier cluster with as many brokers is taken up again.
    /// </summary>
    public string? DataDirectory { get; init; }

    /// <summary>Whether the data stays when the cluster is disposed. If so, its brokers end gracefully, which takes some seconds.</summary>
    public bool KeepData { get; init; }

    /// <summary>Each broker's heap in MiB.</summary>
    public int HeapMegabytes { get; init; } = 512;

    /// <summary>Which of the JVM's compilers the brokers use.</summary>
    public JavaCompiler Compiler { get; init; } = JavaCompiler.C1;

    /// <summary>
    /// The directory of the class archives, which make a broker's start cheap; the user's directory for caches by default, null for none. Where it
    /// has no archive of this Kafka and this Java, one is made once the brokers are up, and disposing the cluster waits for it.
    /// </summary>
    public string? ClassArchiveDirectory { get; init; } = ClassArchive.DefaultDirectory;

    /// <summary>Is called with one line when a class archive was made, could not be made, or is broken. On any thread.</summary>
    public Action<string>? OnNotice { get; init; }

    /// <summary>Flags of each broker's JVM beside those that the cluster sets.</summary>
    internal IReadOnlyList<string> JavaFlags { get; init; } = [];

    /// <summary>Whether the brokers take only the processor time that nothing else wants.</summary>
    internal bool IsBackground { get; init; }

    /// <summary>
    /// Puts something between the brokers and those who connect to them, such as proxies that can be cut: called once for each broker with the ports
    /// on which it listens, it gives those that clients and the other brokers are told. A broker then has a listener for each of the two. KRaft only.
    /// </summary>
    public Func<BrokerPorts, BrokerPorts>? Advertise { get; init; }

    /// <summary>Broker properties beside or instead of the cluster's own.</summary>
    public IReadOnlyDictionary<string, string> ExtraProperties { get; init; } = new Dictionary<string, string>();
}

/// <summary>The ports of one broker's listeners, or what stands in for them.</summary>
/// <param name="Broker">The broker's id.</param>
/// <param name="Clients">Where clients connect.</param>
/// <param name="Brokers">Where the other brokers connect.</param>
public readonly record struct BrokerPorts(int Broker, int Clients, int Brokers);
