using KafkaAspire.Contracts;
using KafkaAspire.Contracts.Journal;
using KafkaAspire.Standalone.Brokers;
using KafkaAspire.Standalone.CommandLine;

namespace KafkaAspire.Standalone.Audit;

/// <summary>The two sources of the audit, from before the run until its end.</summary>
internal sealed class AuditSources : IDisposable
{
    // A killed consumer's transaction is aborted by the brokers only after its timeout and their next look.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly RunOptions _options;
    private readonly string _bootstrapServers;
    private readonly TopicEnds _start;
    private readonly LedgerDatabase? _ledger;
    private readonly long _baseline;
    private readonly LedgerProgress? _progress;
    private readonly DeadLetterOrigins _deadLetters = new();
    private readonly Settlements _settlements = new();
    private TopicTail? _deadLetterTail;
    private TopicTail? _settlementTail;

    /// <summary>Notes where the ledger and the topics stand. No consumer may have started.</summary>
    /// <param name="options">The run's options.</param>
    /// <param name="bootstrapServers">The brokers.</param>
    /// <param name="start">Where the topics ended before the run.</param>
    /// <param name="ownLedger">The ledger of a run that was given none.</param>
    /// <param name="journal">The producers' journals.</param>
    /// <exception cref="RunException">The ledger can't be read.</exception>
    public AuditSources(RunOptions options, string bootstrapServers, TopicEnds start, string ownLedger, JournalDirectory journal)
    {
        (_options, _bootstrapServers, _start, Journal) = (options, bootstrapServers, start, journal);
        if (options.Sink == Sink.Topic)
            return;
        _ledger = new(options.Ledger.Kind, options.Ledger.ConnectionString ?? ownLedger);
        if (options.Ledger.ConnectionString is not null)
            _baseline = LedgerFailure.Guard(_ledger.ReadBaseline);
        if (options.Delivery == Delivery.ExactlyOnce)
            _progress = new(_ledger, LedgerFailure.Guard(_ledger.ReadOffsets));
    }

    /// <summary>How far the run is settled where its effects are; empty where only the group's offsets tell.</summary>
    public IReadOnlyDictionary<int, long> SettledInLedger() => _progress?.Read() ?? new Dictionary<int, long>();

    public JournalDirectory Journal { get; }

    public TopicEnds Start => _start;

    /// <summary>Begins to read the topics that the audit needs. The dead-letter topic only when there is something in it.</summary>
    /// <param name="ends">Where the topics end now.</param>
    public void Follow(TopicEnds ends)
    {
        if (_options.Sink == Sink.Topic)
            _settlementTail ??= new(_bootstrapServers, _start.PositionsOf(Topics.Settlements), _settlements.Read);
        if (DeadLettersSoFar(ends) > 0)
            _deadLetterTail ??= new(_bootstrapServers, _start.PositionsOf(Topics.TransactionsDeadLetter), _deadLetters.Read);
    }

    public long DeadLettersSoFar(TopicEnds ends) =>
        Sum(ends, Topics.TransactionsDeadLetter) - Sum(_start, Topics.TransactionsDeadLetter);

    private static long Sum(TopicEnds ends, TopicSpec topic) => ends.Of(topic).Values.Sum();

    /// <summary>Compares both sources. No producer or consumer may run any more.</summary>
    /// <param name="ends">Where the topics end.</param>
    /// <param name="settled">How far the group settled.</param>
    /// <param name="isUpToDate">Whether the ends are those of now.</param>
    /// <exception cref="RunException">A source can't be read.</exception>
    public async Task<AuditReport> CompareAsync(TopicEnds ends, IReadOnlyDictionary<int, long> settled, bool isUpToDate)
    {
        // Read to an end of long ago, the topic would look as if the rest were lost.
        if (_ledger is null && !isUpToDate)
            throw new RunException($"audit: the brokers do not tell where topic {Topics.Settlements.Name} ends, so it can't be compared");
        Follow(ends);
        if (_deadLetterTail is not null)
            await _deadLetterTail.CompleteAsync(ends.Of(Topics.TransactionsDeadLetter), Patience);
        if (_settlementTail is not null)
            await _settlementTail.CompleteAsync(ends.Of(Topics.Settlements), Patience);
        var scope = new RunScope(_start.Of(Topics.Transactions), settled);
        return LedgerFailure.Guard(() => WithBalances(_options.KeepsRecords ? CompareRecords(scope) : CompareTotals(scope)));
    }

    private AuditReport CompareRecords(RunScope scope)
    {
        var audit = new RecordAudit(AcknowledgedMessages.Load(Journal.Path), _deadLetters.ToSet(), scope);
        foreach (var applied in _ledger?.ReadApplied(_baseline) ?? _settlements.ReadApplied())
            audit.AddApplied(applied);
        return audit.Complete(missing => _ledger?.FindEarlier(missing, _baseline) ?? new HashSet<Guid>());
    }

    private AuditReport CompareTotals(RunScope scope)
    {
        var acknowledged = Journal.ReadPartitions();
        var dead = _deadLetters.ToSet().Where(place => !scope.IsBefore(place)).ToLookup(place => place.Partition);
        long Waiting(int partition) => acknowledged.TryGetValue(partition, out var totals) && scope.Settled.TryGetValue(partition, out long settled)
            ? Math.Max(0, totals.NextOffset - settled)
            : 0;

        if (_ledger is null)
        {
            var applied = _settlements.Sum();
            var all = new PartitionTotals(acknowledged.Values.Sum(totals => totals.Messages), acknowledged.Values.Sum(totals => totals.Amount), 0);
            return TotalsAudit.Compare([new(0, all, applied, dead.Sum(places => places.Count()), acknowledged.Keys.Sum(Waiting))], applied.Distinct);
        }
        var entries = _ledger.ReadTotals(_baseline, scope).ToDictionary(totals => totals.Partition);
        var partitions = acknowledged.Keys.Union(entries.Keys).Union(dead.Select(places => places.Key)).Order().Select(partition => new PartitionSides(
            partition, acknowledged.GetValueOrDefault(partition), entries.GetValueOrDefault(partition), dead[partition].Count(), Waiting(partition)));
        return TotalsAudit.Compare([.. partitions], _ledger.CountDistinct(_baseline, scope));
    }

    private AuditReport WithBalances(AuditReport report)
    {
        if (_ledger is null)
            return report;
        var (wrong, examples) = _ledger.FindWrongBalances();
        return report with
        {
            Doubled = report.Doubled + _ledger.CountAppliedAgain(_baseline),
            WrongBalances = wrong,
            Examples = [.. report.Examples, .. examples],
        };
    }

    public void Dispose()
    {
        _deadLetterTail?.Dispose();
        _settlementTail?.Dispose();
    }
}
