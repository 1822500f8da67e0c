using System.Data.Common;

namespace KafkaAspire.Standalone.Audit;

/// <summary>
/// How far a run is settled by the ledger's own offsets. The group's offsets only follow them: brokers refuse a commit during a rebalance, and
/// an owner that finds nothing more to do has nothing more to commit.
/// </summary>
internal sealed class LedgerProgress
{
    private readonly LedgerDatabase _ledger;
    private readonly IReadOnlyDictionary<(string Log, int Partition), long> _before;
    private IReadOnlyDictionary<int, long> _settled = new Dictionary<int, long>();

    /// <param name="ledger">The ledger.</param>
    /// <param name="before">Its offsets before the run: those that have not moved since belong to another log.</param>
    public LedgerProgress(LedgerDatabase ledger, IReadOnlyDictionary<(string Log, int Partition), long> before) => (_ledger, _before) = (ledger, before);

    /// <summary>The next offset per partition, where this run has moved it.</summary>
    public IReadOnlyDictionary<int, long> Read()
    {
        try
        {
            _settled = _ledger.ReadOffsets()
                .Where(offset => offset.Value > _before.GetValueOrDefault(offset.Key, -1))
                .GroupBy(offset => offset.Key.Partition)
                .ToDictionary(offsets => offsets.Key, offsets => offsets.Max(offset => offset.Value));
        }
        catch (DbException)
        {
            // A consumer is just making the file, or holds it; the next look is soon, and the audit does not forgive.
        }
        return _settled;
    }
}
