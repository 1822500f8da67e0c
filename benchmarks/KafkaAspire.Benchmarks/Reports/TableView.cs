using KafkaAspire.Benchmarks.Measuring;
using Spectre.Console;

namespace KafkaAspire.Benchmarks.Reports;

/// <summary>The table on the screen.</summary>
internal static class TableView
{
    private const int Verdict = 6;

    // A file or a pipe has no width; the default would break every word.
    private const int WidthOfFiles = 220;

    public static void Show(IEnumerable<Row> rows)
    {
        if (!AnsiConsole.Profile.Out.IsTerminal)
            AnsiConsole.Profile.Width = WidthOfFiles;
        var table = new Table().Border(TableBorder.Rounded).ShowRowSeparators();
        foreach (string column in RowText.Columns)
            table.AddColumn(Markup.Escape(column));
        foreach (var row in rows)
        {
            string[] cells = [.. RowText.Cells(row).Select(Markup.Escape)];
            if (row.IsMet is { } isMet)
                cells[Verdict] = isMet ? $"[green]{cells[Verdict]}[/]" : $"[red]{cells[Verdict]}[/]";
            table.AddRow(cells);
        }
        AnsiConsole.Write(table);
        foreach (string note in Notes(rows))
            AnsiConsole.MarkupLineInterpolated($"[grey]{note}[/]");
    }

    public static IEnumerable<string> Notes(IEnumerable<Row> rows) =>
        rows.Where(row => row.Note is not null).Select(row => $"{row.Path}, beside {row.Beside}: {row.Note}").Distinct();
}
