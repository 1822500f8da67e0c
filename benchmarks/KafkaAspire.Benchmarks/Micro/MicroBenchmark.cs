using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Environments;
using BenchmarkDotNet.Jobs;
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
        return Task.FromResult<IReadOnlyList<Row>>(
        [
            .. summary.Reports.Where(report => report.Success).Select(report => new Row(
                report.BenchmarkCase.Descriptor.WorkloadMethod.Name,
                "–",
                new("one message", Unit.Nanoseconds, [new(report.ResultStatistics!.Median, report.ResultStatistics.Median / 1_000, report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0)]),
                null,
                Goal.Report)),
        ]);
    }
}
