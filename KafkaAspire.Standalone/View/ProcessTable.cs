using System.Globalization;
using KafkaAspire.Standalone.Audit;
using KafkaAspire.Standalone.Run;
using KafkaAspire.Standalone.Services;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace KafkaAspire.Standalone.View;

/// <summary>A row for each broker, producer and consumer.</summary>
internal sealed class ProcessTable(RunScene scene)
{
    private const int NameWidth = 12;
    private const int StateWidth = 9;
    private const int CountWidth = 11;
    private static int DetailsWidth => Math.Max(10, AnsiConsole.Profile.Width - NameWidth - StateWidth - 2 * CountWidth - 5);

    private const string Unknown = "[grey]…[/]";

    /// <param name="mostRows">How many rows fit.</param>
    public IRenderable Render(int mostRows)
    {
        var table = new Table().NoBorder();
        table.AddColumn(Column("name", NameWidth));
        table.AddColumn(Column("state", StateWidth));
        table.AddColumn(Column("messages", CountWidth).RightAligned());
        table.AddColumn(Column("lag", CountWidth).RightAligned());
        table.AddColumn(Column("details", DetailsWidth));
        var rows = Brokers().Concat(scene.Fleet.Of(ServiceKind.Producer).Select(Producer)).Concat(scene.Fleet.Of(ServiceKind.Consumer).Select(Consumer)).ToList();
        foreach (string[] row in rows.Take(mostRows))
            table.AddRow([.. row[..^1], Markup.Escape(FittedText.Fit(row[^1], DetailsWidth))]);
        if (rows.Count > mostRows)
            table.AddRow($"[grey]and {rows.Count - mostRows} more[/]");
        return table;
    }

    private static TableColumn Column(string heading, int width) => new TableColumn($"[grey]{heading}[/]") { NoWrap = true, Width = width, Padding = new(0, 0, 1, 0) };

    private IEnumerable<string[]> Brokers() => scene.Brokers.Own is { } cluster
        ? cluster.Brokers.Select(broker => new[]
        {
            $"broker {broker.Id}", broker.IsUp ? "[green]up[/]" : "[red]down[/]", "", "",
            string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{broker.Port}{(broker.ProcessId is { } id ? $"  pid {id}" : "")}"),
        })
        : [["brokers", scene.Monitor.Latest.BrokersAnswer ? "[green]answer[/]" : "[red]do not answer[/]", "", "", scene.Brokers.BootstrapServers]];

    private static string[] Producer(ServiceProcess producer) =>
    [
        producer.Name,
        State(producer, producer.Status is { Paused: true } ? "[yellow]paused[/]" : "[green]sending[/]"),
        producer.Status is { } status ? AuditText.Number(status.Acknowledged) : Unknown,
        "",
        producer.Status is { } figures
            ? $"{AuditText.Number(figures.InFlight)} in flight{Part(figures.Failed, "failed")}{Part(figures.Refused, "refused")}"
            : "",
    ];

    private static string[] Consumer(ServiceProcess consumer) =>
    [
        consumer.Name,
        State(consumer, consumer.Status is { State: "running" } ? "[green]running[/]" : $"[yellow]{Markup.Escape(consumer.Status?.State ?? "")}[/]"),
        consumer.Status is { } status ? AuditText.Number(status.Applied) : Unknown,
        consumer is { IsRunning: true, Status: { } current } ? AuditText.Number(current.Lag) : "",
        consumer is { IsRunning: true, Status: { } figures }
            ? $"partitions {Partitions(figures.Partitions)}{Part(figures.Suppressed, "suppressed")}{Part(figures.DeadLettered, "dead-lettered")}"
            : "",
    ];

    private static string State(ServiceProcess service, string whileRunning) => service switch
    {
        { WasKilled: true } => "[red]killed[/]",
        { IsRunning: true, EndIsWanted: true } => "[yellow]leaving[/]",
        { IsRunning: true, Status: null } => "[yellow]starting[/]",
        { IsRunning: true } => whileRunning,
        { EndIsWanted: true } => "[grey]left[/]",
        { Exited: { IsCompletedSuccessfully: true, Result: 0 } } => "[grey]done[/]",
        _ => "[red]ended[/]",
    };

    private static string Partitions(int[] partitions) =>
        partitions.Length == 0 ? "none" : string.Join(' ', partitions.Select(partition => partition.ToString(CultureInfo.InvariantCulture)));

    private static string Part(long count, string what) => count == 0 ? "" : $", {AuditText.Number(count)} {what}";
}
