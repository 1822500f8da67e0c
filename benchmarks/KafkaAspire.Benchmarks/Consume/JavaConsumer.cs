using System.Globalization;
using KafkaAspire.Benchmarks.Measuring;
using KafkaAspire.Benchmarks.Peers;
using KafkaAspire.Contracts;

namespace KafkaAspire.Benchmarks.Consume;

/// <summary>kafka-consumer-perf-test, as it comes: bytes, offsets committed by the clock.</summary>
internal static class JavaConsumer
{
    private const string Name = "kafka-consumer-perf-test (JVM)";

    // What it calls messages a second of fetching: without the time until the group had its partitions.
    private const string Rate = "fetch.nMsg.sec";

    public static Contestant Create(string brokers) => JavaTool.Missing is { } missing ? Contestant.Absent(Name, missing) : new(Name, () => RunAsync(brokers));

    private static async Task<Sample> RunAsync(string brokers)
    {
        var lines = await JavaTool.RunAsync(
            "org.apache.kafka.tools.ConsumerPerformance",
            "--bootstrap-server", brokers, "--topic", Topics.Transactions.Name, "--num-records", $"{ConsumeBenchmark.Messages}", "--group", $"benchmark-{Guid.NewGuid():N}");
        string header = lines.Single(line => line.Contains(Rate, StringComparison.Ordinal));
        int column = Array.IndexOf(header.Split(", "), Rate);
        return new(double.Parse(lines[^1].Split(", ")[column], CultureInfo.InvariantCulture));
    }
}
