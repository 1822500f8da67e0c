using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Environments;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using KafkaAspire.Benchmarks.Measuring;

namespace KafkaAspire.Benchmarks.Micro;

/// <summary>Time and allocations of each piece of the hot path.</summary>
internal static class MicroBenchmark
{
    public static Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run)
    {
        var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithRuntime(CoreRuntime.Core10_0).WithIterationCount(Math.Max(3, run.Rounds));
        var summary = BenchmarkRunner.Run<HotPath>(DefaultConfig.Instance.AddJob(job));
        return Task.FromResult<IReadOnlyList<Row>>([.. summary.Reports.Select(RowOf)]);
    }

    private static Row RowOf(BenchmarkReport report)
    {
        string name = report.BenchmarkCase.Descriptor.WorkloadMethod.Name;
        return report.ResultStatistics is { } time
            ? new(name, "–", new("one message", Unit.Nanoseconds, [new(time.Median, time.Median / 1_000, report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0)]), null, Goal.Report)
            : new(name, "–", null, null, Goal.Report, "failed: its exception is in the output above") { HasFailed = true };
    }
}
