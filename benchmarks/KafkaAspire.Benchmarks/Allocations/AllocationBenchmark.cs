using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Environments;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace KafkaAspire.Benchmarks.Allocations;

/// <summary>What a message costs through the bare client and through the instrumented one.</summary>
internal static class AllocationBenchmark
{
    /// <summary>Messages of one iteration.</summary>
    public const int Messages = 100_000;

    /// <summary>Runs it.</summary>
    /// <returns>1 if an unsampled message allocates more than one of the bare client, or a benchmark failed.</returns>
    public static int Run()
    {
        // One invocation is many messages already; in this process, or each benchmark would build a program of its own first.
        var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithRuntime(CoreRuntime.Core10_0)
            .WithInvocationCount(1).WithUnrollFactor(1).WithWarmupCount(3).WithIterationCount(10);
        var config = DefaultConfig.Instance.AddJob(job);
        int code = 0;
        foreach (var summary in new[] { BenchmarkRunner.Run<ProduceAllocations>(config), BenchmarkRunner.Run<ConsumeAllocations>(config) })
            code |= Judge(summary);
        return code;
    }

    private static int Judge(Summary summary)
    {
        var bytes = summary.Reports.Where(report => report.Success).ToDictionary(
            report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name, report => report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0);
        if (bytes.Count != summary.BenchmarksCases.Length)
            return 1;
        long more = bytes[nameof(ProduceAllocations.Unsampled)] - bytes[nameof(ProduceAllocations.Bare)];
        Console.WriteLine($"{summary.Title}: an unsampled message allocates {more:+0;-0;0} B beside the bare client's {bytes[nameof(ProduceAllocations.Bare)]} B");
        return more > 0 ? 1 : 0;
    }
}
