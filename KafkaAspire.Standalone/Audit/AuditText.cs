using System.Globalization;
using System.Text;
using KafkaAspire.Standalone.CommandLine;

namespace KafkaAspire.Standalone.Audit;

/// <summary>The audit in words. Its last line is fixed, so that scripts can read it.</summary>
internal static class AuditText
{
    public static string LastLine(AuditReport report, Delivery delivery) => string.Create(CultureInfo.InvariantCulture,
        $"audit: produced {report.Produced}, applied {report.Applied}, dead-lettered {report.DeadLettered}, lost {report.Lost}, doubled {report.Doubled} ({NameOf(delivery)})");

    public static string NameOf(Delivery delivery) => delivery switch
    {
        Delivery.AtMostOnce => "at-most-once",
        Delivery.AtLeastOnce => "at-least-once",
        _ => "exactly-once",
    };

    /// <summary>What stands above the last line: balances, what needs an explanation, and a table where something does not add up.</summary>
    public static IEnumerable<string> Explain(AuditReport report)
    {
        if (report.Partitions.Any(partition => !partition.AddsUp))
            foreach (string line in Table(report.Partitions))
                yield return line;
        foreach (string example in report.Examples)
            yield return example;
        if (report.Backlog > 0)
            yield return $"also applied: {Number(report.Backlog)} transactions that were in the topic before this run";
        if (report.Unknown > 0)
            yield return $"applied, but in no journal: {Number(report.Unknown)} (sent by others, or acknowledged while their producer was killed)";
        if (report.Repeated > 0)
            yield return $"sent again: {Number(report.Repeated)} messages repeat a transaction that was sent before; each counts once";
        if (report.Unread > 0)
            yield return $"not settled: {Number(report.Unread)} acknowledged messages were still unread in the topic when the run ended";
        if (report.Wrong > 0)
            yield return $"contents: {Number(report.Wrong)} differ from what was acknowledged";
        if (report.WrongBalances is { } wrong)
            yield return wrong == 0 ? "balances: right" : $"balances: {Number(wrong)} wrong";
    }

    private static IEnumerable<string> Table(IReadOnlyList<PartitionFigures> partitions)
    {
        yield return Row("partition", "acknowledged", "applied", "dead-lettered", "lost", "doubled", "wrong");
        foreach (var p in partitions)
            yield return Row(p.Partition.ToString(CultureInfo.InvariantCulture), Number(p.Acknowledged), Number(p.Applied),
                Number(p.DeadLettered), Number(p.Lost), Number(p.Doubled), Number(p.Wrong));
    }

    private static string Row(params ReadOnlySpan<string> cells)
    {
        var row = new StringBuilder();
        foreach (string cell in cells)
            row.Append(cell.PadLeft(row.Length == 0 ? 9 : 15));
        return row.ToString();
    }

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
