using KafkaAspire.Contracts.Journal;

namespace Explorer.Service.Audit;

/// <summary>What producers' journals say of one partition.</summary>
/// <param name="Messages">How many messages the brokers acknowledged.</param>
/// <param name="NextOffset">One past the highest offset that they named.</param>
internal sealed record Acknowledged(long Messages, long NextOffset)
{
    public static Acknowledged Of(PartitionTotals totals) => new(totals.Messages, totals.NextOffset);

    /// <summary>What was acknowledged and is not in the log; null if nothing is.</summary>
    /// <param name="first">The log's first offset.</param>
    /// <param name="end">The log's end, seen after the journals.</param>
    /// <param name="inLog">How many messages the log holds.</param>
    /// <param name="isCounted">Whether all of them were read; otherwise their number is a guess by offsets.</param>
    public Finding? FindMissing(long first, long end, long inLog, bool isCounted)
    {
        if (NextOffset > end)
            return new("missing", OffsetsFrom(end), "acknowledged, but the log ends before them");
        // Where the log has forgotten its beginning, that many are not expected any more.
        return first == 0 && isCounted && Messages > inLog
            ? new("missing", "", $"{Messages} messages were acknowledged, and the log holds {inLog}")
            : null;
    }

    private string OffsetsFrom(long end) => NextOffset - 1 > end ? $"{end}-{NextOffset - 1}" : $"{end}";
}
