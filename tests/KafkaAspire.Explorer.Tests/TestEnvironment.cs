using KafkaAspire.LocalCluster;

[assembly: AssemblyFixture(typeof(KafkaAspire.Explorer.Tests.Chromium))]

namespace KafkaAspire.Explorer.Tests;

/// <summary>What this machine has beside .NET, and what a test that needs it says where it is missing.</summary>
internal static class TestEnvironment
{
    private static readonly string[] Browsers =
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge"];

    /// <summary>A browser of Chromium's family in PATH, or one that CHROMIUM names.</summary>
    public static string? BrowserPath { get; } = Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named ? named : FindInPath();

    public static string BrowserMissing => $"needs a browser: none of {string.Join(", ", Browsers)} is in PATH, and CHROMIUM is not set";

    public static KafkaInstallation? Kafka { get; } = FindKafka(out KafkaMissing);

    public static readonly string KafkaMissing;

    private static string? FindInPath()
    {
        string ending = OperatingSystem.IsWindows() ? ".exe" : "";
        return (from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                from name in Browsers
                let path = Path.Combine(folder, name + ending)
                where File.Exists(path)
                select path).FirstOrDefault();
    }

    private static KafkaInstallation? FindKafka(out string missing)
    {
        missing = "needs Apache Kafka: KAFKA_HOME is not set";
        if (Environment.GetEnvironmentVariable("KAFKA_HOME") is not { Length: > 0 } home)
            return null;
        try
        {
            return KafkaInstallation.Find(home);
        }
        catch (LocalClusterException e)
        {
            missing = $"needs Apache Kafka: {e.Message}";
            return null;
        }
    }
}
