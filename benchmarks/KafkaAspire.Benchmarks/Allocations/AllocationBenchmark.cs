using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Environments;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using KafkaAspire.Benchmarks.Measuring;

namespace KafkaAspire.Benchmarks.Allocations;

/// <summary>What a message costs through the bare client and through the instrumented one.</summary>
internal static class AllocationBenchmark
{
    /// <summary>Messages of one iteration.</summary>
    public const int Messages = 100_000;

    /// <summary>Runs it, with as many iterations as there are rounds.</summary>
    /// <exception cref="InvalidOperationException">A benchmark failed.</exception>
    public static Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run)
    {
        // One invocation is many messages already; in this process, or each benchmark would build a program of its own first.
        var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithRuntime(CoreRuntime.Core10_0)
            .WithInvocationCount(1).WithUnrollFactor(1).WithWarmupCount(2).WithIterationCount(run.Rounds);
        var config = DefaultConfig.Instance.AddJob(job);
        return Task.FromResult<IReadOnlyList<Row>>(
        [
            .. Rows("produce", BenchmarkRunner.Run<ProduceAllocations>(config)),
            .. Rows("consume", BenchmarkRunner.Run<ConsumeAllocations>(config)),
        ]);
    }

    private static IEnumerable<Row> Rows(string what, Summary summary)
    {
        var bytes = summary.Reports.Where(report => report.Success).ToDictionary(
            report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name,
            report => new Series(what, Unit.Bytes, [new(report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0)]));
        if (bytes.Count != summary.BenchmarksCases.Length)
            throw new InvalidOperationException($"{summary.Title} failed: {summary.LogFilePath}");
        var bare = bytes[nameof(ProduceAllocations.Bare)];
        const string peer = "bare Confluent.Kafka";
        yield return new($"allocation per unsampled message, {what}", peer, bytes[nameof(ProduceAllocations.Unsampled)], bare, Goal.AtMostMore(0));
        yield return new($"allocation per message, 50 traces a second, {what}", peer, bytes[nameof(ProduceAllocations.DefaultSampling)], bare, Goal.Report);
    }
}
