using System.Data.Common;
using System.Text;
using Confluent.Kafka;
using Explorer.Service.Ledger;
using KafkaAspire.Contracts;

namespace Explorer.Service.Producing;

/// <summary>
/// Sends two withdrawals and watches the ledger, until it shows what became of both or there was time enough. Each uses an account of its own,
/// so that nobody else's money is in its balance.
/// </summary>
internal sealed class Experiments(MessageSender sender, LedgerConnection ledger, SettledLedger settled, TimeProvider time)
{
    private const long Amount = 25_00;
    private const string Currency = "EUR";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs an experiment.</summary>
    /// <param name="experiment">Which one.</param>
    /// <param name="show">Told what is known so far.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KafkaException">The brokers did not take a message.</exception>
    public async Task<ExperimentOutcome> RunAsync(Experiment experiment, Action<ExperimentOutcome> show, CancellationToken cancellationToken)
    {
        string account = $"experiment-{Guid.NewGuid().ToString("N")[..6]}";
        var first = Withdrawal(account);
        var second = experiment == Experiment.SameWithdrawalTwice ? first : Withdrawal(account);
        var outcome = new ExperimentOutcome(experiment, account, Amount, [], null, null, null, null, false);
        string? trouble = ledger.Database is null ? LedgerConnection.Missing : null;
        try
        {
            outcome = outcome with { BalanceBefore = trouble is null ? await settled.FindBalanceAsync(account, Currency, cancellationToken) : null };
        }
        catch (DbException e)
        {
            trouble = ledger.Database!.Describe(e);
        }
        foreach (var transaction in (Transaction[])[first, second])
        {
            var message = new Message<byte[]?, byte[]?> { Key = Encoding.UTF8.GetBytes(account), Value = TransactionJson.Write(transaction) };
            outcome = outcome with { Sent = [.. outcome.Sent, await sender.SendAsync(new(Topics.Transactions.Name, Partition.Any), message, cancellationToken)] };
            show(outcome);
        }
        return trouble is null ? await WatchAsync(outcome, [first.Id, second.Id], show, cancellationToken) : outcome with { Verdict = trouble };
    }

    private async Task<ExperimentOutcome> WatchAsync(ExperimentOutcome outcome, Guid[] ids, Action<ExperimentOutcome> show, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var until = time.GetUtcNow() + Deadline;
        string? trouble = null;
        do
        {
            try
            {
                // Settled first: what is settled then has its entries when they are looked for.
                bool isSettled = await settled.IsSettledAsync(outcome.Sent[^1].Place, cancellationToken);
                int entries = await settled.CountEntriesAsync(ids.Distinct().ToArray(), cancellationToken);
                outcome = outcome with { Entries = entries, BalanceAfter = await settled.FindBalanceAsync(outcome.Account, Currency, cancellationToken) };
                trouble = null;
                if (isSettled)
                    return ExperimentVerdict.Of(outcome);
                show(outcome);
            }
            catch (DbException e)
            {
                trouble = ledger.Database!.Describe(e);
            }
            catch (KafkaException e)
            {
                trouble = $"Kafka does not say what is settled: {e.Error.Reason.TrimEnd('.')}.";
            }
        }
        while (time.GetUtcNow() < until && await timer.WaitForNextTickAsync(cancellationToken));
        return outcome with { Verdict = trouble ?? ExperimentVerdict.NotSettled(outcome, Deadline) };
    }

    private Transaction Withdrawal(string account)
    {
        var now = time.GetUtcNow();
        return new() { Id = Guid.CreateVersion7(now), Account = account, Kind = TransactionKind.Withdrawal, Amount = Amount, Currency = Currency, Time = now };
    }
}
