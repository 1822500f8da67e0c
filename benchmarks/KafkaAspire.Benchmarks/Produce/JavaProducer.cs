using System.Globalization;
using System.Text.RegularExpressions;
using KafkaAspire.Benchmarks.Measuring;
using KafkaAspire.Benchmarks.Peers;
using KafkaAspire.Contracts;

namespace KafkaAspire.Benchmarks.Produce;

/// <summary>kafka-producer-perf-test, with the same guarantees and the same linger. Its messages are random bytes: nothing is serialized.</summary>
internal static partial class JavaProducer
{
    private const string Name = "kafka-producer-perf-test (JVM)";

    public static Contestant Create(string brokers) => JavaTool.Missing is { } missing ? Contestant.Absent(Name, missing) : new(Name, () => RunAsync(brokers));

    private static async Task<Sample> RunAsync(string brokers)
    {
        var lines = await JavaTool.RunAsync(
            "org.apache.kafka.tools.ProducerPerformance",
            "--bootstrap-server", brokers, "--topic", Topics.Transactions.Name, "--record-size", "200", "--throughput", "-1",
            "--num-records", $"{ProduceBenchmark.Messages + ProduceBenchmark.WarmUp}", "--warmup-records", $"{ProduceBenchmark.WarmUp}",
            "--command-property", "acks=all", "enable.idempotence=true", "linger.ms=5");
        // Once for each interval, then for all, of which the last is without the warm-up.
        string rate = lines.Select(line => Rate().Match(line)).Last(match => match.Success).Groups["rate"].Value;
        return new(double.Parse(rate, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"(?<rate>[\d.]+) records/sec")]
    private static partial Regex Rate();
}
