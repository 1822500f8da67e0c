using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using KafkaAspire.Benchmarks.Measuring;

namespace KafkaAspire.Benchmarks.Reports;

/// <summary>Writes the table as Markdown, ready for docs/performance.md, and every round's figures as JSON.</summary>
internal static class Report
{
    // Below it nothing is committed.
    private const string Place = "artifacts/benchmarks";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Writes both.</summary>
    /// <param name="name">The benchmark's name.</param>
    /// <param name="method">How the figures came about, in one line.</param>
    /// <param name="rows">The table.</param>
    /// <returns>The path of the Markdown.</returns>
    public static string Write(string name, string method, IReadOnlyList<Row> rows)
    {
        Directory.CreateDirectory(Place);
        string markdown = Path.Combine(Place, $"{name}.md");
        File.WriteAllText(markdown, Markdown(method, rows));
        File.WriteAllText(Path.ChangeExtension(markdown, ".json"), JsonSerializer.Serialize(
            new { Machine = Machine.Describe().ToDictionary(one => one.What, one => one.Which), Method = method, Rows = rows }, Json));
        return markdown;
    }

    private static string Markdown(string method, IReadOnlyList<Row> rows)
    {
        var text = new StringBuilder();
        foreach (var (what, which) in Machine.Describe())
            text.Append($"* {what}: {which}\n");
        text.Append($"* {method}\n\n");
        Line(text, RowText.Columns);
        Line(text, RowText.Columns.Select(_ => "---"));
        foreach (var row in rows)
            Line(text, RowText.Cells(row));
        foreach (string note in TableView.Notes(rows))
            text.Append($"\n{note}\n");
        return text.ToString();
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|"))).Append(" |\n");
}
