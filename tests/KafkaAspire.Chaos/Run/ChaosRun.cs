using KafkaAspire.Chaos.Checker;
using KafkaAspire.Chaos.CommandLine;
using KafkaAspire.Chaos.Faults;
using KafkaAspire.Chaos.Traffic;
using KafkaAspire.Chaos.View;
using Spectre.Console;

namespace KafkaAspire.Chaos.Run;

/// <summary>The course of a run: set up, send and break, heal, settle, judge.</summary>
internal sealed class ChaosRun(ChaosOptions options)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var files = RunFiles.Create(options.Keep, options.Seed);
        var log = new FaultLog(files.Faults, AnsiConsole.Console);
        log.Say(Report.Heading(options));
        var stage = new Stage();
        bool hasHeld = false;
        try
        {
            await stage.SetAsync(options, files, log, cancellationToken);
            var findings = await BreakAndJudgeAsync(stage, files, log, cancellationToken);
            hasHeld = findings.PromiseHeld(options.Delivery);
            new Report(options, log).Show(findings, hasHeld);
        }
        finally
        {
            // A run that somebody ended says nothing, and nobody will look for why.
            bool isNeeded = !hasHeld && !cancellationToken.IsCancellationRequested;
            await stage.StrikeAsync(keep: isNeeded || options.Keep is not null);
            if (files.Close(isNeeded))
                AnsiConsole.WriteLine($"logs and data: {files.Root}");
        }
        return hasHeld ? ExitCode.PromiseHeld : ExitCode.PromiseBroken;
    }

    private async Task<Findings> BreakAndJudgeAsync(Stage stage, RunFiles files, FaultLog log, CancellationToken cancellationToken)
    {
        var plan = new TransactionPlan(options.Seed);
        using (var journal = new CallersJournal(files.Journal))
            await BreakAsync(stage, new Traffic(plan, journal), log, cancellationToken);
        await stage.StartAllAsync(cancellationToken);
        log.Say("all faults healed, waiting until everything is settled");
        var reader = new TopicReader(stage.BootstrapServers);
        string? open = await new Settling(reader).WaitAsync(cancellationToken);
        await stage.StopServicesAsync();
        log.Say("settled, judging");
        var findings = await new Check(options, plan, reader, stage.Scene.Ledger, stage.Scene.Newer, files.Journal).RunAsync(cancellationToken);
        if (open is not null)
            findings.Add(Flaw.Unsettled, $"{open}");
        return findings;
    }

    private async Task BreakAsync(Stage stage, Traffic traffic, FaultLog log, CancellationToken cancellationToken)
    {
        var scene = stage.Scene;
        var schedule = FaultSchedule.Deal(options.Seed, options.Faults, FaultSchedule.Choose(scene, log.Say));
        var pace = new Pace(options.Messages, options.Rate, [.. Enum.GetValues<Lane>().Select(lane => schedule.Of(lane).Count)]);
        var callers = new Callers(stage.ProducerAddresses, traffic.Plan, traffic.Journal, pace, options.Messages);
        using var failure = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] parts =
        [
            callers.RunAsync(failure.Token),
            .. Enum.GetValues<Lane>().Select(lane => InjectAsync(scene, lane, schedule.Of(lane), pace, failure.Token)),
        ];
        // The first that fails ends the others: it is the one to be told.
        while (parts.Any(part => !part.IsCompleted) && !parts.Any(part => part.IsFaulted))
            await Task.WhenAny(parts.Where(part => !part.IsCompleted));
        if (parts.FirstOrDefault(part => part.IsFaulted) is { } failed)
        {
            await failure.CancelAsync();
            await Task.WhenAny(Task.WhenAll(parts));
            await failed;
        }
        await Task.WhenAll(parts);
        log.Say($"all {options.Messages} transactions acknowledged, {callers.Repeats} requests were sent again for want of an answer");
    }

    private static async Task InjectAsync(Scene scene, Lane lane, IReadOnlyList<(FaultKind Kind, Fault Fault)> faults, Pace pace, CancellationToken cancellationToken)
    {
        foreach (var (kind, fault) in faults)
        {
            await pace.ReachAsync((int)lane, cancellationToken);
            var began = scene.Log.Now;
            string target = await fault.RunAsync(scene, cancellationToken);
            scene.Log.Add(began, kind.Name, target);
            pace.CountFault((int)lane);
        }
    }

    private sealed record Traffic(TransactionPlan Plan, CallersJournal Journal);
}
