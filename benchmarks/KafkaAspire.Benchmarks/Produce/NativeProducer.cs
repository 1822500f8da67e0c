using System.Globalization;
using System.Text.RegularExpressions;
using KafkaAspire.Benchmarks.Measuring;
using KafkaAspire.Benchmarks.Peers;
using KafkaAspire.Contracts;

namespace KafkaAspire.Benchmarks.Produce;

/// <summary>librdkafka's own rdkafka_performance, in C: what is left when nothing of .NET is there.</summary>
internal static partial class NativeProducer
{
    private const string Program = "rdkafka_performance";

    public static Contestant Create(string brokers) => Command.IsInPath(Program)
        ? new(Program, () => RunAsync(brokers))
        : Contestant.Absent(Program, "it is not in PATH");

    private static async Task<Sample> RunAsync(string brokers)
    {
        var lines = await Command.RunAsync(
            Program,
            ["-P", "-t", Topics.Transactions.Name, "-b", brokers, "-s", "200", "-c", $"{ProduceBenchmark.Messages}", "-a", "-1",
                "-X", "enable.idempotence=true", "-X", "linger.ms=5"]);
        string rate = lines.Select(line => Rate().Match(line)).Last(match => match.Success).Groups["rate"].Value;
        return new(double.Parse(rate, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"(?<rate>\d+) msgs/s")]
    private static partial Regex Rate();
}
