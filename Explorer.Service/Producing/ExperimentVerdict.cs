namespace Explorer.Service.Producing;

/// <summary>Explains the outcome of an experiment in one sentence.</summary>
internal static class ExperimentVerdict
{
    /// <summary>Both messages are settled: the ledger has what it will have.</summary>
    public static ExperimentOutcome Of(ExperimentOutcome outcome)
    {
        int expected = outcome.Experiment == Experiment.SameWithdrawalTwice ? 1 : 2;
        return outcome with
        {
            IsAsExpected = outcome.Entries == expected && outcome.BalanceAfter - outcome.BalanceBefore == -expected * outcome.Amount,
            Verdict = (outcome.Experiment, outcome.Entries) switch
            {
                (_, 0) => "Neither has an entry: a consumer settled both and applied none. The dead letters or the audit say why.",
                (Experiment.SameWithdrawalTwice, 1) => "It counted once: both messages bring the same id, so the ledger took the first and suppressed the second.",
                (Experiment.SameWithdrawalTwice, _) => "It counted more than once: this ledger takes an id as often as it comes (Consumer:Deduplicate is false).",
                (_, 2) => "Both counted: they are alike in everything but their ids, and two ids are two facts.",
                (_, 1) => "Only one counted: a consumer settled both, and one is not in the ledger. The audit names its offset.",
                _ => "More than both counted: a message was applied twice. The audit names its offset.",
            },
        };
    }

    /// <summary>There was time enough, and not both are settled.</summary>
    public static string NotSettled(ExperimentOutcome outcome, TimeSpan deadline) =>
        $"No consumer has settled partition {outcome.Sent[^1].Place.Partition.Value} up to offset {outcome.Sent[^1].Place.Offset.Value} within {deadline.TotalSeconds:0} s. "
        + "Either none runs, or it lags: the messages wait in the log, and count when they are read.";
}
