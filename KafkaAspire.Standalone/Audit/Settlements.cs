using Confluent.Kafka;
using KafkaAspire.Contracts;

namespace KafkaAspire.Standalone.Audit;

/// <summary>What the topic <c>settlements</c> took in during this run: the second source of a run with <c>--sink topic</c>.</summary>
/// <remarks>24 bytes a transaction. The topic does not say for which message a transaction was applied.</remarks>
internal sealed class Settlements
{
    private readonly List<(Guid Id, long Fingerprint)> _applied = [];
    private readonly Lock _lock = new();
    private int _unreadable;
    private long _amount;

    public long Count
    {
        get
        {
            lock (_lock)
                return _applied.Count;
        }
    }

    /// <summary>Messages that are no transaction: written by someone else.</summary>
    public int Unreadable => _unreadable;

    public void Read(ConsumeResult<byte[], byte[]> settlement)
    {
        if (TransactionJson.Read(settlement.Message.Value, out _) is not { } transaction)
        {
            Interlocked.Increment(ref _unreadable);
            return;
        }
        lock (_lock)
        {
            _applied.Add((transaction.Id, TransactionFingerprint.Of(transaction)));
            _amount += transaction.Amount;
        }
    }

    public IEnumerable<AppliedTransaction> ReadApplied()
    {
        foreach (var (id, fingerprint) in _applied)
            yield return new(id, fingerprint, null);
    }

    /// <summary>Sums for a run without records, as if the topic had one partition.</summary>
    public LedgerTotals Sum() => new(0, _applied.Count, _applied.Select(applied => applied.Id).ToHashSet().Count, _amount);
}
