using System.Text.RegularExpressions;

namespace KafkaAspire.LocalCluster;

/// <summary>An unpacked Apache Kafka and the Java that runs it, both found to be usable.</summary>
/// <param name="Home">The directory that holds <c>libs</c>.</param>
/// <param name="KafkaVersion">Kafka's version, as its jar's name has it: "4.3.1".</param>
/// <param name="Java">The full path of <c>java</c>.</param>
/// <param name="JavaVersion">Java's feature release: 17, 21.</param>
public sealed partial record KafkaInstallation(string Home, string KafkaVersion, string Java, int JavaVersion)
{
    /// <summary>The first Java release that Kafka 4 runs on (KIP-1013).</summary>
    public const int OldestJava = 17;

    /// <summary>What to unpack, for people who have not.</summary>
    internal const string Expected = "an unpacked Apache Kafka 4 or 3.9";

    private static readonly Version Oldest = new(3, 9);

    /// <summary>Kafka's generation: 4, or 3 for the last that can do without KRaft.</summary>
    public int MajorVersion => int.Parse(KafkaVersion[..KafkaVersion.IndexOf('.')]);

    /// <summary>Every jar, as a class path.</summary>
    public string ClassPath => Path.Combine(Home, "libs", "*");

    /// <summary>Looks at a Kafka home and for a Java.</summary>
    /// <param name="kafkaHome">The directory, as in the environment variable KAFKA_HOME.</param>
    /// <param name="javaHome">A Java home; by default the environment variable JAVA_HOME, and <c>java</c> in PATH where that is not set.</param>
    /// <exception cref="LocalClusterException">Kafka or Java is not there, or too old: which, and what is expected.</exception>
    public static KafkaInstallation Find(string kafkaHome, string? javaHome = null)
    {
        string home = Path.GetFullPath(kafkaHome);
        if (!Directory.Exists(home))
            throw new LocalClusterException($"KAFKA_HOME '{kafkaHome}' does not exist: expected {Expected}");
        string libraries = Path.Combine(home, "libs");
        if (!Directory.Exists(libraries))
            throw new LocalClusterException($"KAFKA_HOME '{kafkaHome}' has no directory 'libs': expected {Expected}");
        string version = Directory.EnumerateFiles(libraries, "kafka_*.jar")
            .Select(path => KafkaJar().Match(Path.GetFileName(path)))
            .FirstOrDefault(match => match.Success)?.Groups["version"].Value
            ?? throw new LocalClusterException($"KAFKA_HOME '{kafkaHome}' has no 'libs/kafka_SCALA-VERSION.jar': expected {Expected}");
        if (Version.Parse(NumericPart().Match(version).Value) < Oldest)
            throw new LocalClusterException($"KAFKA_HOME '{kafkaHome}' holds Kafka {version}: expected {Expected}");
        (string java, int javaVersion) = JavaRuntime.Find(javaHome);
        return javaVersion >= OldestJava
            ? new KafkaInstallation(home, version, java, javaVersion)
            : throw new LocalClusterException($"'{java}' is Java {javaVersion}: Kafka {version} needs Java {OldestJava} or later");
    }

    /// <summary>The version of the ZooKeeper that this Kafka has beside it: "3.8.4".</summary>
    /// <exception cref="LocalClusterException">It has none, as Kafka 4: what it is, and which do.</exception>
    public string FindZooKeeper()
    {
        if (MajorVersion >= 4)
            throw new LocalClusterException($"KAFKA_HOME '{Home}' holds Kafka {KafkaVersion}, which keeps its metadata in KRaft only: ZooKeeper needs Kafka 3.9");
        return Directory.EnumerateFiles(Path.Combine(Home, "libs"), "zookeeper-*.jar")
            .Select(path => ZooKeeperJar().Match(Path.GetFileName(path)))
            .FirstOrDefault(match => match.Success)?.Groups["version"].Value
            ?? throw new LocalClusterException($"KAFKA_HOME '{Home}' has no 'libs/zookeeper-VERSION.jar': Kafka {KafkaVersion} comes with one");
    }

    /// <summary>
    /// Makes the archive of loaded classes with which brokers start in less than half of the processor time, unless it is there: ahead of the first
    /// cluster, which else makes it while it runs. Takes some six seconds of processor time.
    /// </summary>
    /// <param name="directory">The directory of the archives; the user's directory for caches by default.</param>
    /// <param name="cancellationToken">Gives up and leaves nothing behind.</param>
    /// <returns>The archive's path; null where another process makes it at this moment, or the user has no directory for caches.</returns>
    /// <exception cref="LocalClusterException">The directory cannot be written, the disk is full, or the broker that it takes did not start.</exception>
    public async Task<string?> MakeClassArchiveAsync(string? directory = null, CancellationToken cancellationToken = default) =>
        (directory ?? ClassArchive.DefaultDirectory) is { } place
            ? await new ClassArchiveMaker(this, new ClassArchive(this, place)).MakeAsync(cancellationToken)
            : null;

    [GeneratedRegex(@"^zookeeper-(?<version>\d+\.\d+\.\d+)\.jar$")]
    private static partial Regex ZooKeeperJar();

    [GeneratedRegex(@"^\d+\.\d+\.\d+")]
    private static partial Regex NumericPart();

    [GeneratedRegex(@"^kafka_(?<scala>\d+\.\d+)-(?<version>\d+\.\d+\.\d+[^-]*)\.jar$")]
    private static partial Regex KafkaJar();
}
