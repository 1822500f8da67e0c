using Consumer.Service.Delivery;
using KafkaAspire.Contracts;

namespace Consumer.Service.Ledger;

/// <summary>The ledger database: entries, balances and, for exactly-once, the next offset of each partition.</summary>
internal interface ILedger
{
    /// <summary>The database in words for people, without secrets.</summary>
    string Description { get; }

    /// <summary>The database as spans name it.</summary>
    LedgerAddress Address { get; }

    /// <summary>Makes the tables that are missing. Any number of replicas may do so at once.</summary>
    /// <exception cref="LedgerException">The database refuses for good.</exception>
    Task CreateSchemaAsync(CancellationToken cancellationToken);

    /// <summary>Reads the next offset of every partition of a log that has one. It waits while the database is away.</summary>
    /// <exception cref="LedgerException">The database refuses for good.</exception>
    Dictionary<int, long> ReadOffsets(string topic, string log);

    /// <summary>
    /// Writes entries and balances in one transaction, and with them the advances, where there are any. It waits while the database is away.
    /// </summary>
    /// <exception cref="LedgerException">The database refuses for good.</exception>
    Task<LedgerResult> WriteAsync(LedgerBatch batch, CancellationToken cancellationToken);

    /// <summary>Asks for a sign of life.</summary>
    /// <exception cref="System.Data.Common.DbException">There is none.</exception>
    Task PingAsync(CancellationToken cancellationToken);
}

/// <summary>What is written in one transaction.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Log">What tells this topic from one of the same name in another cluster, or made anew.</param>
/// <param name="Entries">The transactions, per partition in the order of the log.</param>
/// <param name="Advances">How the partitions move on; empty where the offsets are not the database's business.</param>
internal sealed record LedgerBatch(string Topic, string Log, IReadOnlyList<LedgerEntry> Entries, IReadOnlyList<PartitionAdvance> Advances);

/// <summary>A transaction and where it stands in the log.</summary>
internal readonly record struct LedgerEntry(Transaction Transaction, int Partition, long Offset);

/// <summary>A partition's step from the offset that this consumer believes to be next, to the one after its batch.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Expected">The next offset in the database, as this consumer knows it; null if the database has none yet.</param>
/// <param name="Next">The next offset after the batch.</param>
internal readonly record struct PartitionAdvance(int Partition, long? Expected, long Next);

/// <summary>What a write did.</summary>
/// <param name="Applied">Entries that are new.</param>
/// <param name="Suppressed">Entries whose id the ledger had already.</param>
/// <param name="RefusedPartition">The partition whose expected offset did not match: nothing was written.</param>
internal readonly record struct LedgerResult(int Applied, int Suppressed, int? RefusedPartition = null);

/// <summary>The ledger can't be used, and waiting won't help. The message is one line.</summary>
/// <param name="message">The line.</param>
/// <param name="inner">What the database said.</param>
internal sealed class LedgerException(string message, Exception? inner = null) : SinkException(message, inner);
