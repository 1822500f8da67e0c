namespace KafkaAspire.LocalCluster.Tests;

/// <summary>The Apache Kafka of this machine, where there is one.</summary>
internal static class LocalKafka
{
    private static readonly (KafkaInstallation? Found, string Missing) Search = Find();

    public static KafkaInstallation? Installation => Search.Found;

    public static string Missing => Search.Missing;

    /// <summary>Skips the test that calls it where there is no Kafka.</summary>
    public static KafkaInstallation Required
    {
        get
        {
            Assert.SkipWhen(Installation is null, Missing);
            return Installation!;
        }
    }

    private static (KafkaInstallation?, string) Find()
    {
        if (Environment.GetEnvironmentVariable("KAFKA_HOME") is not { Length: > 0 } home)
            return (null, "needs Apache Kafka: KAFKA_HOME is not set");
        try
        {
            return (KafkaInstallation.Find(home), "");
        }
        catch (LocalClusterException exception)
        {
            return (null, $"needs Apache Kafka: {exception.Message}");
        }
    }
}
