using System.CommandLine;
using KafkaAspire.Benchmarks.Allocations;
using KafkaAspire.Benchmarks.Consume;
using KafkaAspire.Benchmarks.ExactlyOnce;
using KafkaAspire.Benchmarks.Growth;
using KafkaAspire.Benchmarks.Lag;
using KafkaAspire.Benchmarks.Latency;
using KafkaAspire.Benchmarks.Measuring;
using KafkaAspire.Benchmarks.Memory;
using KafkaAspire.Benchmarks.Micro;
using KafkaAspire.Benchmarks.Produce;
using KafkaAspire.Benchmarks.Reports;
using KafkaAspire.Benchmarks.Soak;
using KafkaAspire.Benchmarks.Start;
using Spectre.Console;

namespace KafkaAspire.Benchmarks;

/// <summary>The command line: a benchmark's name, or <c>all</c> for the whole table.</summary>
internal static class BenchmarkCommand
{
    private const string All = "all";

    private static readonly Benchmark[] Benchmarks =
    [
        new("produce", "Producer.Service beside bare Confluent.Kafka, the JVM's tool, Aspire's client and librdkafka's own program", ProduceBenchmark.RunAsync),
        new("consume", "Consumer.Service beside bare Confluent.Kafka, the JVM's tool and Aspire's client", ConsumeBenchmark.RunAsync),
        new("exactly-once", "into PostgreSQL and SQLite beside the same rows without Kafka, and topic to topic beside at-least-once", ExactlyOnceBenchmark.RunAsync),
        new("latency", "from send to applied at 1,000 messages a second, beside a bare round trip", LatencyBenchmark.RunAsync),
        new("lag", "the Explorer's scan of 10,000 partitions and 100 groups beside the bare requests", LagBenchmark.RunAsync),
        new("start", "./run --messages 1 beside the start of brokers and a bare host", StartBenchmark.RunAsync),
        new("memory", "memory of each service at full speed with a backlog", MemoryBenchmark.RunAsync),
        new("allocations", "bytes that a message allocates, beside the bare client", AllocationBenchmark.RunAsync),
        new("growth", "1, 2 and 4 consumers, 12 to 1,200 partitions, 100 B to 100 KB, batches of 100 to 20,000", GrowthBenchmark.RunAsync) { IsInTable = false },
        new("micro", "the hot path piece by piece: serialize, deserialize, propagate, settle", MicroBenchmark.RunAsync) { IsInTable = false },
        new("soak", "the whole app for --minutes at half of full speed: memory, handles, threads and connections of each process", SoakBenchmark.RunAsync) { IsInTable = false, Method = SoakBenchmark.Method },
    ];

    public static RootCommand Create()
    {
        var name = new Argument<string>("name")
        {
            HelpName = $"{All}|{string.Join('|', Benchmarks.Select(benchmark => benchmark.Name))}",
            Description = "What to run:\n" + string.Join('\n', Benchmarks.Select(benchmark => $"  {benchmark.Name,-14}{benchmark.Description}")),
        };
        name.AcceptOnlyFromAmong([All, .. Benchmarks.Select(benchmark => benchmark.Name)]);
        var rounds = new Option<int>("--rounds") { HelpName = "COUNT", DefaultValueFactory = _ => 3, Description = "How often each side runs, after a first time that is not counted; the sides take turns." };
        rounds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 100)
                result.AddError("--rounds: 1 to 100 is allowed");
        });
        var minutes = new Option<int>("--minutes") { HelpName = "COUNT", DefaultValueFactory = _ => 60, Description = "How long the soak lasts." };
        minutes.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 10_000)
                result.AddError("--minutes: 1 to 10000 is allowed");
        });
        var command = new RootCommand("Measures this app beside its peers. The brokers are Apache Kafka where KAFKA_HOME is set, else the embedded ones.");
        command.Arguments.Add(name);
        command.Options.Add(rounds);
        command.Options.Add(minutes);
        command.SetAction((line, _) => RunAsync(line.GetValue(name)!, line.GetValue(rounds), line.GetValue(minutes)));
        return command;
    }

    // One that can't go on does not take the others' figures away.
    private static async Task<IReadOnlyList<Row>> RunAsync(Benchmark benchmark, BenchmarkRun run)
    {
        try
        {
            return await benchmark.RunAsync(run);
        }
        catch (Exception e)
        {
            AnsiConsole.WriteException(e);
            return [new(benchmark.Name, "–", null, null, Goal.Report, $"failed: {e.Message}") { HasFailed = true }];
        }
    }

    /// <returns>0 if every goal is met, 1 if one is missed.</returns>
    private static async Task<int> RunAsync(string name, int rounds, int minutes)
    {
        var run = new BenchmarkRun(rounds, minutes, text => AnsiConsole.MarkupLineInterpolated($"[grey]{DateTime.Now:HH:mm:ss}[/] {text}"));
        var rows = new List<Row>();
        var chosen = Array.FindAll(Benchmarks, benchmark => name == All ? benchmark.IsInTable : benchmark.Name == name);
        string method = chosen[0].Method(run);
        foreach (var benchmark in chosen)
        {
            run.Tell($"{benchmark.Name}: {benchmark.Description}");
            rows.AddRange(await RunAsync(benchmark, run));
            // After each, so that a run that is ended early has left what it had.
            Report.Write(name, method, rows);
        }
        TableView.Show(rows);
        run.Tell($"also in {Report.Write(name, method, rows)} and .json");
        return rows.Exists(row => row.HasFailed || row.IsMet == false) ? 1 : 0;
    }
}
