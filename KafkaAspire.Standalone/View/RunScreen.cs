using System.Globalization;
using KafkaAspire.Standalone.Audit;
using KafkaAspire.Standalone.Run;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace KafkaAspire.Standalone.View;

/// <summary>The live view's picture: figures above, a row for each process, what happened, and the keys.</summary>
internal sealed class RunScreen(RunScene scene, RecentEvents events)
{
    private static readonly Style Grey = new(Color.Grey);
    private const int MostEvents = 4;
    private const int RowsAroundTheTable = 13;
    private int RowsAround => RowsAroundTheTable + (scene.Dashboard is null ? 0 : 1);

    /// <param name="isLast">Whether it stays on the screen after the run: then without keys.</param>
    public IRenderable Render(bool isLast = false)
    {
        var figures = scene.Monitor.Latest;
        var parts = new List<IRenderable> { Header(figures), Figures(figures), Audit(figures), Text.Empty };
        parts.Add(new ProcessTable(scene).Render(Math.Max(3, AnsiConsole.Profile.Height - RowsAround)));
        parts.Add(Text.Empty);
        if (scene.Dashboard is { } dashboard)
            parts.Add(FittedText.Line($"dashboard: {dashboard.Address}"));
        parts.AddRange(events.Last(MostEvents).Select(line => FittedText.Line(line)));
        if (!isLast)
            parts.Add(FittedText.Line(KeyCommands.Legend, Grey));
        return new Rows(parts);
    }

    private IRenderable Header(RunFigures figures)
    {
        string options = $"{AuditText.NameOf(scene.Options.Delivery)}, {(scene.Options.Sink == CommandLine.Sink.Topic ? "topic settlements" : "ledger database")}";
        var rule = new Rule($"[bold]KafkaAspire[/]  {Markup.Escape(scene.Phase)}  {FigureText.Duration(figures.Elapsed)}  [grey]{Markup.Escape(options)}[/]");
        return rule.LeftJustified().RuleStyle(figures.BrokersAnswer ? "green" : "red");
    }

    private static IRenderable Figures(RunFigures figures)
    {
        var table = new Table().NoBorder().Expand();
        foreach (string heading in new[] { "acknowledged/s", "applied/s", "lag", "MB/s", "acknowledged", "applied" })
            table.AddColumn(new TableColumn($"[grey]{heading}[/]").RightAligned().NoWrap());
        return table.AddRow(
            $"[bold green]{Whole(figures.AcknowledgedRate)}[/]",
            $"[bold green]{Whole(figures.AppliedRate)}[/]",
            $"[bold {(figures.BrokersAnswer ? "yellow" : "red")}]{AuditText.Number(figures.Lag)}[/]",
            $"[bold]{(figures.ByteRate / 1e6).ToString("0.00", CultureInfo.InvariantCulture)}[/]",
            AuditText.Number(figures.Acknowledged),
            AuditText.Number(figures.Applied));
    }

    // What the audit will say, as far as it is known: losses and doubles can only be told from the data at the end.
    private static IRenderable Audit(RunFigures figures) => FittedText.Line(
        $"audit so far: produced {AuditText.Number(figures.Acknowledged)}, applied {AuditText.Number(figures.Applied)}, "
        + $"dead-lettered {AuditText.Number(figures.DeadLettered)}, open {AuditText.Number(Math.Max(0, figures.Acknowledged - figures.Applied - figures.DeadLettered))}",
        Grey);

    private static string Whole(double rate) => AuditText.Number((long)Math.Round(rate));
}
