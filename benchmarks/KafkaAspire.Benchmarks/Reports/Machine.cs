using System.Globalization;
using System.Runtime.InteropServices;
using Confluent.Kafka;
using KafkaAspire.LocalCluster;

namespace KafkaAspire.Benchmarks.Reports;

/// <summary>Where the figures come from: without it they say nothing.</summary>
internal static class Machine
{
    /// <summary>What and which version, for people.</summary>
    public static IReadOnlyList<(string What, string Which)> Describe() =>
    [
        ("processor", $"{Environment.ProcessorCount} × {Processor()}"),
        ("memory", $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1_000_000_000.0:0.0} GB"),
        ("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}"),
        (".NET", $"{Environment.Version}, {(System.Runtime.GCSettings.IsServerGC ? "server" : "workstation")} collector"),
        ("Confluent.Kafka", $"{typeof(Library).Assembly.GetName().Version?.ToString(3)}, librdkafka {Library.VersionString}"),
        ("brokers", Environment.GetEnvironmentVariable("KAFKA_HOME") is { Length: > 0 } home
            ? Brokers(KafkaInstallation.Find(home))
            : "librdkafka's mock cluster"),
        ("date", DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)),
    ];

    private static string Brokers(KafkaInstallation kafka) => $"Apache Kafka {kafka.KafkaVersion}, Java {kafka.JavaVersion}, on the same machine";

    private static string Processor()
    {
        const string linux = "/proc/cpuinfo";
        string? model = File.Exists(linux) ? File.ReadLines(linux).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return model?[(model.IndexOf(':') + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
