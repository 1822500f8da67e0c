using System.Globalization;
using KafkaAspire.Chaos.Checker;
using KafkaAspire.Chaos.CommandLine;
using KafkaAspire.Chaos.Run;
using Spectre.Console;

namespace KafkaAspire.Chaos.View;

/// <summary>What a run tells at its end: the faults by sort, what happened beside them, the findings, and one last line that scripts can read.</summary>
internal sealed class Report(ChaosOptions options, FaultLog log)
{
    public static string Heading(ChaosOptions options) => string.Create(CultureInfo.InvariantCulture,
        $"chaos: seed {options.Seed}, {options.Messages} messages, {options.Faults} faults, {options.DeliveryName}, {options.SinkName}"
        + $"{(options.Deduplicate ? "" : ", ids not unique")}{(options.Sabotage == Sabotage.None ? "" : $", broken: {options.Sabotage}")}");

    public void Show(Findings findings, bool hasHeld)
    {
        AnsiConsole.Write(FaultTable());
        AnsiConsole.Write(FindingTable(findings));
        foreach (string example in findings.Examples)
            log.Say(example);
        log.Say(LastLine(findings, hasHeld));
    }

    private Table FaultTable()
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("fault", "times");
        foreach (var (fault, count) in log.Entries.Where(entry => entry.Fault != FaultEntry.Unwanted).CountBy(entry => entry.Fault).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            table.AddRow(fault, Number(count));
        int unwanted = log.Entries.Count(entry => entry.Fault == FaultEntry.Unwanted);
        table.AddRow("services that ended by themselves", Number(unwanted));
        return table;
    }

    private Table FindingTable(Findings findings)
    {
        var ruledOut = Findings.RuledOutBy(options.Delivery);
        var table = new Table().Border(TableBorder.Simple).AddColumns("finding", "count", options.DeliveryName);
        foreach (var flaw in Enum.GetValues<Flaw>())
            table.AddRow(Name(flaw), Number(findings[flaw]), !ruledOut.Contains(flaw) ? "allowed" : findings[flaw] == 0 ? "held" : "BROKEN");
        return table;
    }

    private string LastLine(Findings findings, bool hasHeld) => string.Create(CultureInfo.InvariantCulture,
        $"chaos: seed {options.Seed}, acknowledged {findings.Acknowledged}, logged {findings.Logged}, applied {findings.Applied}, dead-lettered {findings.DeadLettered}, "
        + $"{string.Join(", ", Enum.GetValues<Flaw>().Select(flaw => $"{Name(flaw)} {findings[flaw]}"))} ({options.DeliveryName}, {options.SinkName}): {(hasHeld ? "held" : "BROKEN")}");

    private static string Name(Flaw flaw) => flaw switch
    {
        Flaw.HandledTwice => "handled twice",
        Flaw.AbortedVisible => "aborted but visible",
        Flaw.WrongBalance => "balances wrong",
        Flaw.LostLetter => "letters lost",
        _ => flaw.ToString().ToLowerInvariant(),
    };

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
