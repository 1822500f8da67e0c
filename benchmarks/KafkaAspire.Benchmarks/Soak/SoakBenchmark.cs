using System.Globalization;
using KafkaAspire.Benchmarks.Clusters;
using KafkaAspire.Benchmarks.Measuring;
using KafkaAspire.Benchmarks.Peers;

namespace KafkaAspire.Benchmarks.Soak;

/// <summary>
/// The whole app for a long time at half of its full speed. Each process' memory, handles, threads and connections are looked at all the time; those of
/// the last sixth are put beside those of the second, when everything is warm.
/// </summary>
internal static class SoakBenchmark
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Start = TimeSpan.FromMinutes(1);

    private static readonly Goal Flat = Goal.AtMostTimes(1.1);

    private static readonly Unit Count = new("", "N0");

    private static readonly (string Name, Unit Unit, Func<ProcessFigures, double> Value)[] Measures =
    [
        ("memory", Unit.Megabytes, figures => figures.Memory),
        ("handles", Count, figures => figures.Handles),
        ("threads", Count, figures => figures.Threads),
        ("connections", Count, figures => figures.Connections),
    ];

    public static string Method(BenchmarkRun run) =>
        $"looked at every {Look.TotalSeconds} s for {run.Minutes} minutes: medians (lowest to highest) of the last sixth and of the second, ratios as the median of their ratios";

    public static async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run)
    {
        string path = $"soak of {run.Minutes} minutes at half of full speed";
        if (BenchmarkCluster.Home is null || !OperatingSystem.IsLinux())
            return [new(path, "–", null, null, Flat, "needs Linux, whose /proc it reads, and KAFKA_HOME")];
        string repository = RunScript.Directory;
        double fullSpeed = await FullSpeedAsync(repository);
        string rate = Math.Floor(fullSpeed / 2).ToString(CultureInfo.InvariantCulture);
        run.Tell($"full speed is {fullSpeed:N0} messages a second, acknowledged and applied; it goes on with {rate}");
        using var visitor = new ExplorerVisitor();
        await using var app = new RunningApp(repository, ["--rate", rate, "--for", $"{run.Minutes + 1}m", "--explorer", visitor.Port]);
        var watch = await WatchAsync(app, visitor, run);
        string audit = await app.AuditAsync();
        return [.. Rows(path, watch, audit)];
    }

    /// <summary>How many messages a second are applied while producers go as fast as the consumers keep up with them.</summary>
    private static async Task<double> FullSpeedAsync(string repository)
    {
        await using var app = new RunningApp(repository, ["--rate", "0", "--for", "3m"], new Dictionary<string, string?> { ["Producer__MaxLag"] = "20000" });
        await app.AuditAsync();
        // The first minute compiles; after the last message, consumers are alone.
        var all = app.Progress;
        long last = all.Count > 0 ? all[^1].Acknowledged : 0;
        Progress[] warm = [.. all.SkipWhile(one => one.Time < Start).TakeWhile(one => one.Acknowledged < last)];
        if (warm.Length < 2)
            throw new InvalidOperationException($"./run told {all.Count} figures and no two of them after {Start.TotalSeconds} s: no full speed can be had");
        return (warm[^1].Applied - warm[0].Applied) / (warm[^1].Time - warm[0].Time).TotalSeconds;
    }

    private static async Task<Watch> WatchAsync(RunningApp app, ExplorerVisitor visitor, BenchmarkRun run)
    {
        while (app.Progress.All(one => one.Applied == 0) || !await visitor.IsLetInAsync())
            await app.StaysAsync(TimeSpan.FromSeconds(1));
        var processes = AppProcesses.Of(app.Id);
        run.Tell($"at work: {string.Join(", ", processes.Keys)}");
        var watch = new Watch(TimeSpan.FromMinutes(run.Minutes));
        while (!watch.IsOver)
        {
            watch.Add(processes.ToDictionary(process => process.Key, process => ProcessFigures.Of(process.Value)), app.Progress[^1].Lag);
            await visitor.VisitAsync();
            await app.StaysAsync(Look);
        }
        return watch;
    }

    private static IEnumerable<Row> Rows(string path, Watch watch, string audit)
    {
        const string beside = "its second sixth";
        foreach (string process in watch.Processes)
            foreach (var (name, unit, value) in Measures)
                // What the brokers hold is Kafka's own matter.
                yield return new($"{path}: {name} of {process}, last sixth", beside, watch.Late(process, unit, value), watch.Early(process, unit, value),
                    process.StartsWith("broker", StringComparison.Ordinal) ? Goal.Report : Flat);
        yield return new($"{path}: lag, last sixth", beside, watch.LateLag(Count), watch.EarlyLag(Count), Goal.Report, audit);
    }
}
