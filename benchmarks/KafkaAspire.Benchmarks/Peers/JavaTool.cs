using KafkaAspire.Benchmarks.Clusters;
using KafkaAspire.LocalCluster;

namespace KafkaAspire.Benchmarks.Peers;

/// <summary>Kafka's own command-line tools, run from the jars of <c>KAFKA_HOME</c> as its scripts run them.</summary>
internal static class JavaTool
{
    /// <summary>Why they are not to be had; null if they are.</summary>
    public static string? Missing => BenchmarkCluster.Home is null ? "KAFKA_HOME is not set" : null;

    /// <summary>Runs one to its end.</summary>
    /// <returns>The lines that it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed; its last lines tell why.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(string type, params IReadOnlyList<string> arguments)
    {
        var kafka = KafkaInstallation.Find(BenchmarkCluster.Home!);
        // The heap that kafka-run-class.sh gives to tools of this kind.
        return await Command.RunAsync(kafka.Java, ["-Xmx512M", "-cp", kafka.ClassPath, type, .. arguments]);
    }
}
