using System.Globalization;
using KafkaAspire.Benchmarks.Measuring;

namespace KafkaAspire.Benchmarks.Reports;

/// <summary>A row in words: the columns are the same on the screen and in Markdown.</summary>
internal static class RowText
{
    public static readonly string[] Columns = ["Path", "Beside", "Ours", "Peer", "Ratio", "Goal", "", "Ours: µs, B a message", "Peer: µs, B a message"];

    public static string[] Cells(Row row) =>
    [
        row.Path,
        row.Beside,
        Figure(row.Ours),
        Figure(row.Peer),
        row.Ratio is { } ratio ? ratio.ToString("0.00", CultureInfo.InvariantCulture) : "–",
        row.Goal.Text((row.Ours ?? row.Peer)?.Unit),
        row.Verdict,
        Cost(row.Ours),
        Cost(row.Peer),
    ];

    // The spread is what to look at before a ratio is believed.
    private static string Figure(Series? series) => series switch
    {
        null => "–",
        { Samples.Count: 1 } => series.Unit.Text(series.Median),
        _ => $"{series.Unit.Text(series.Median)} ({Plain(series, series.Lowest)} to {Plain(series, series.Highest)})",
    };

    private static string Plain(Series series, double value) => value.ToString(series.Unit.Format, CultureInfo.InvariantCulture);

    private static string Cost(Series? series) => series?.Processor is { } processor && series.Allocated is { } allocated
        ? string.Create(CultureInfo.InvariantCulture, $"{processor:0.00}, {allocated:N0}")
        : "–";
}
