using KafkaAspire.LocalCluster;
using KafkaAspire.Standalone.CommandLine;

namespace KafkaAspire.Standalone.Brokers;

/// <summary>Which brokers a run has, and why: the first line that it prints.</summary>
/// <param name="Kind">Never <see cref="BrokerKind.Auto"/>.</param>
/// <param name="Installation">Where Apache Kafka is, when it is to be started.</param>
/// <param name="Line">The line.</param>
internal sealed record BrokerSelection(BrokerKind Kind, KafkaInstallation? Installation, string Line)
{
    private const string HomeVariable = "KAFKA_HOME";

    /// <exception cref="UsageException">What was asked for can't be had: what, and what is allowed.</exception>
    public static BrokerSelection Decide(BrokerChoice choice, MetadataStore metadata)
    {
        BrokerSelection selection = Decide(choice);
        return metadata == MetadataStore.ZooKeeper ? selection.WithZooKeeper() : selection;
    }

    private static BrokerSelection Decide(BrokerChoice choice) => choice.Kind switch
    {
        BrokerKind.Auto => DecideByItself(),
        BrokerKind.Kafka => Kafka(Find(Home() ?? throw new UsageException(
            $"--brokers \"kafka\" needs Apache Kafka: set {HomeVariable} to its directory, or use --brokers embedded")), "asked for"),
        BrokerKind.Existing => new(choice.Kind, null, $"brokers: {choice.BootstrapServers}, a cluster that runs already"),
        _ => Embedded("asked for"),
    };

    private BrokerSelection WithZooKeeper()
    {
        const string wrong = "--metadata \"zookeeper\" is not possible";
        if (Installation is null)
            throw new UsageException($"{wrong} with {Line}; allowed: --brokers kafka, with a {HomeVariable} of Kafka 3.9");
        try
        {
            return this with { Line = $"{Line} with ZooKeeper {Installation.FindZooKeeper()}" };
        }
        catch (LocalClusterException e)
        {
            throw new UsageException($"{wrong}: {e.Message}");
        }
    }

    private static BrokerSelection DecideByItself()
    {
        if (Home() is not { } home)
            return Embedded($"{HomeVariable} is not set");
        try
        {
            return Kafka(KafkaInstallation.Find(home), $"{HomeVariable} is set");
        }
        catch (LocalClusterException e)
        {
            return Embedded($"{HomeVariable} is set, but {e.Message}");
        }
    }

    private static BrokerSelection Kafka(KafkaInstallation installation, string why) =>
        new(BrokerKind.Kafka, installation, $"brokers: kafka, three of Apache Kafka {installation.KafkaVersion} ({why})");

    private static BrokerSelection Embedded(string why) =>
        new(BrokerKind.Embedded, null, $"brokers: embedded ({why})");

    private static KafkaInstallation Find(string home)
    {
        try
        {
            return KafkaInstallation.Find(home);
        }
        catch (LocalClusterException e)
        {
            throw new UsageException($"--brokers \"kafka\" is not possible: {e.Message}");
        }
    }

    private static string? Home() => Environment.GetEnvironmentVariable(HomeVariable) is { Length: > 0 } home ? home : null;
}
