namespace KafkaAspire.LocalCluster.Tests;

/// <summary>An Apache Kafka of this machine, where there is one.</summary>
internal sealed class LocalKafka
{
    /// <summary>The one that most tests use.</summary>
    public static readonly LocalKafka Current = new("KAFKA_HOME", "Apache Kafka", _ => { });

    /// <summary>One of the last line that has a ZooKeeper beside it.</summary>
    public static readonly LocalKafka WithZooKeeper = new("KAFKA_ZOOKEEPER_HOME", "Apache Kafka 3.9", installation => installation.FindZooKeeper());

    private LocalKafka(string variable, string what, Action<KafkaInstallation> check)
    {
        Missing = $"needs {what}: {variable} is not set";
        if (Environment.GetEnvironmentVariable(variable) is not { Length: > 0 } home)
            return;
        try
        {
            KafkaInstallation found = KafkaInstallation.Find(home);
            check(found);
            Installation = found;
        }
        catch (LocalClusterException exception)
        {
            Missing = $"needs {what} in {variable}: {exception.Message}";
        }
    }

    public KafkaInstallation? Installation { get; }

    public string Missing { get; }

    /// <summary>Skips the test that calls it where there is no such Kafka.</summary>
    public KafkaInstallation Required
    {
        get
        {
            Assert.SkipWhen(Installation is null, Missing);
            return Installation!;
        }
    }
}
