using KafkaAspire.Standalone.CommandLine;

namespace KafkaAspire.Standalone.Audit;

/// <summary>What a run ends with.</summary>
/// <param name="Explanation">The lines above the last one.</param>
/// <param name="LastLine">The audit in one line.</param>
/// <param name="ExitCode">What the run's process ends with.</param>
internal sealed record Verdict(IReadOnlyList<string> Explanation, string LastLine, int ExitCode)
{
    /// <param name="report">What the audit found.</param>
    /// <param name="options">The run's options.</param>
    /// <param name="hasFailed">Whether something else went wrong.</param>
    public static Verdict Of(AuditReport report, RunOptions options, bool hasFailed) => new(
        [.. AuditText.Explain(report)],
        AuditText.LastLine(report, options.Delivery),
        !report.PromiseHeld(options.Delivery) ? CommandLine.ExitCode.PromiseBroken
            // What nobody has read yet shows neither that the promise held nor that it did not.
            : hasFailed || report.Unread > 0 ? CommandLine.ExitCode.Failed
            : CommandLine.ExitCode.PromiseHeld);
}
