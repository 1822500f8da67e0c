using System.Data.Common;
using System.Security.Authentication;
using Polly;
using Polly.Retry;

namespace Consumer.Service.Ledger;

/// <summary>
/// Repeats what a database may take a moment later: a deadlock, a lost connection, a restart, a lock. The whole transaction is repeated, and a
/// commit whose answer was lost is found by its offsets, so repeating is safe.
/// </summary>
internal static partial class LedgerRetry
{
    /// <summary>How long a database that does not answer is waited for when the service starts: a wrong address should not look like a pause.</summary>
    public static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);

    public static ResiliencePipeline Create(string description, Func<DbException, bool> isTransient, ILogger logger) =>
        new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = arguments => new(arguments.Outcome.Exception is DbException e && isTransient(e)),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(50),
            MaxDelay = TimeSpan.FromSeconds(2),
            OnRetry = arguments =>
            {
                LogRetry(logger, description, arguments.AttemptNumber + 1, OneLine(arguments.Outcome.Exception!));
                return default;
            },
        }).Build();

    // What was wrong with the certificate is told by the cause only.
    public static LedgerException GiveUp(string description, Exception e) => new(
        e.InnerException is AuthenticationException tls
            ? $"ledger {description}: {OneLine(e)}: {OneLine(tls)}; SSL Mode, Root Certificate and Host in ConnectionStrings:ledger are to be looked at"
            : $"ledger {description}: {OneLine(e)}",
        e);

    private static string OneLine(Exception e) => e.Message.ReplaceLineEndings(" ");

    [LoggerMessage(LogLevel.Warning, "ledger {Ledger}, attempt {Attempt}: {Reason}; trying again")]
    private static partial void LogRetry(ILogger logger, string ledger, int attempt, string reason);
}
