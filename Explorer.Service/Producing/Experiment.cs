namespace Explorer.Service.Producing;

/// <summary>What to show with two messages.</summary>
public enum Experiment
{
    /// <summary>Two withdrawals of the same amount, with two ids: two facts, which both count.</summary>
    TwoIdenticalWithdrawals,

    /// <summary>One withdrawal that is sent twice, with one id: one fact, which counts once.</summary>
    SameWithdrawalTwice,
}

/// <summary>How an experiment went.</summary>
/// <param name="Experiment">Which one.</param>
/// <param name="Account">The account that money was withdrawn from.</param>
/// <param name="Amount">How much each time, in minor units.</param>
/// <param name="Sent">The brokers' answers.</param>
/// <param name="BalanceBefore">The account's balance before; null where the ledger was not read.</param>
/// <param name="BalanceAfter">The account's balance now; null where the ledger was not read.</param>
/// <param name="Entries">How many entries the ledger has for the messages; null where it was not read.</param>
/// <param name="Verdict">What that means, in one sentence; null while the ledger is being waited for.</param>
/// <param name="IsAsExpected">Whether that is what should be.</param>
internal sealed record ExperimentOutcome(
    Experiment Experiment, string Account, long Amount, IReadOnlyList<Acknowledgement> Sent, long? BalanceBefore, long? BalanceAfter, int? Entries,
    string? Verdict, bool IsAsExpected);
