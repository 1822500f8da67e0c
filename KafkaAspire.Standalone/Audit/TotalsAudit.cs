using KafkaAspire.Contracts.Journal;

namespace KafkaAspire.Standalone.Audit;

/// <summary>What both sources know of one partition when the journals keep totals only.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Acknowledged">The first source.</param>
/// <param name="Applied">The second source.</param>
/// <param name="DeadLettered">Messages that went to the dead-letter topic.</param>
/// <param name="Waiting">Offsets beyond what the group settled.</param>
internal readonly record struct PartitionSides(int Partition, PartitionTotals Acknowledged, LedgerTotals Applied, long DeadLettered, long Waiting);

/// <summary>
/// The audit of a run without a planned end: per partition as many transactions, and the same sum of amounts, as were acknowledged.
/// </summary>
internal static class TotalsAudit
{
    /// <param name="partitions">Both sources, per partition.</param>
    /// <param name="distinct">Distinct transaction ids in the second source, over all partitions.</param>
    public static AuditReport Compare(IReadOnlyCollection<PartitionSides> partitions, long distinct)
    {
        var findings = new Findings();
        long unread = 0, unknown = 0;
        foreach (var sides in partitions)
        {
            var counts = findings[sides.Partition];
            counts.Acknowledged = sides.Acknowledged.Messages;
            counts.Applied = sides.Applied.Distinct;
            counts.Doubled = sides.Applied.Entries - sides.Applied.Distinct;
            counts.DeadLettered = sides.DeadLettered;
            long missing = counts.Acknowledged - counts.Applied - counts.DeadLettered;
            long waiting = Math.Min(Math.Max(0, missing), sides.Waiting);
            unread += waiting;
            unknown += Math.Max(0, -missing);
            counts.Lost = Math.Max(0, missing - waiting);
            // Sums are comparable only where the counts agree; where they don't, that is the finding.
            if (sides.Applied.Entries == counts.Acknowledged && sides.Applied.Amount != sides.Acknowledged.Amount)
            {
                counts.Wrong++;
                findings.Name("wrong", $"partition {sides.Partition}: amounts of {sides.Acknowledged.Amount} were acknowledged, of {sides.Applied.Amount} applied");
            }
        }
        return findings.ToReport() with
        {
            Produced = partitions.Sum(sides => sides.Acknowledged.Messages),
            Applied = distinct,
            DeadLettered = partitions.Sum(sides => sides.DeadLettered),
            // An id on two partitions is one entry too many that no partition sees by itself.
            Doubled = partitions.Sum(sides => sides.Applied.Entries) - distinct,
            Unread = unread,
            Unknown = unknown,
        };
    }
}
