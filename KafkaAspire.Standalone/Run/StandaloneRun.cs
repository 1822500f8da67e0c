using KafkaAspire.Contracts.Journal;
using KafkaAspire.LocalCluster;
using KafkaAspire.Standalone.Audit;
using KafkaAspire.Standalone.Brokers;
using KafkaAspire.Standalone.Build;
using KafkaAspire.Standalone.CommandLine;
using KafkaAspire.Standalone.Dashboard;
using KafkaAspire.Standalone.Services;
using KafkaAspire.Standalone.View;

namespace KafkaAspire.Standalone.Run;

/// <summary>One run of the app without Aspire: brokers and services as child processes, from the build to the audit.</summary>
internal sealed class StandaloneRun(Repository repository, RunOptions options)
{
    private IReadOnlyCollection<string> _notices = [];
    private readonly ProgressLine _progress = new(Console.Out, !Console.IsOutputRedirected && !options.Plain);

    /// <summary>Runs it and leaves nothing behind.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">What was asked for is not possible here.</exception>
    /// <exception cref="RunException">It can't start, or the audit can't read its sources.</exception>
    public async Task<int> RunAsync()
    {
        using var interruption = new Interruption();
        try
        {
            return await RunAsync(interruption);
        }
        catch (OperationCanceledException) when (interruption.End.IsCancellationRequested)
        {
            throw new RunException("ended before anything was started");
        }
        catch (LocalClusterException e)
        {
            throw new RunException(e.Message, e.LogTail);
        }
    }

    private async Task<int> RunAsync(Interruption interruption)
    {
        var selection = BrokerSelection.Decide(options.Brokers, options.Metadata);
        Notes.Check(options, selection.Kind);
        FreePort.Check("--http", options.HttpPort);
        FreePort.Check("--explorer", options.ExplorerPort);
        var source = options.Dashboard is { } choice ? await new DashboardFinder(_progress).FindAsync(choice, interruption.End) : null;
        Console.WriteLine(selection.Line);
        foreach (string line in Notes.Of(options, selection.Kind))
            Console.WriteLine(line);
        await new ServicesBuild(repository, _progress, Console.Out).EnsureBuiltAsync(interruption.End);

        using var directory = new RunDirectory(options.KeepDirectory);
        await using var dashboard = source?.Start(new(), directory.NewLog("dashboard"));
        var verdict = await RunAsync(selection, directory, dashboard, interruption);
        bool stays = dashboard is { Exited.IsCompleted: false } && RunViews.HasPerson(options) && !interruption.End.IsCancellationRequested;
        if (stays)
            Console.WriteLine($"dashboard: {dashboard!.Address} stays until q");
        foreach (string line in _notices.Select(notice => $"note: {notice}").Concat(verdict.Explanation))
            Console.WriteLine(line);
        Console.WriteLine(verdict.LastLine);
        if (stays)
            await DashboardStay.UntilAskedAsync(dashboard!, interruption.End);
        return verdict.ExitCode;
    }

    private async Task<Verdict> RunAsync(BrokerSelection selection, RunDirectory directory, RunDashboard? dashboard, Interruption interruption)
    {
        await using var brokers = await BrokerStart.StartAsync(selection, options, directory.BrokerData, _progress, interruption.End);
        _notices = brokers.Notices;
        using var journal = new JournalDirectory(directory.Journal);
        using var offsets = new GroupOffsets(brokers.BootstrapServers, brokers.Topics);
        using var sources = new AuditSources(options, brokers.BootstrapServers,
            brokers.Own is null ? await offsets.ReadEndsAsync() : TopicEnds.Empty(brokers.Topics), directory.LedgerConnectionString, journal);
        if (dashboard is not null)
            using (_progress.Begin("starting the dashboard"))
                await dashboard.AnswerAsync(interruption.End);
        var launcher = new ServiceLauncher(repository, options, directory, brokers)
        {
            TelemetrySettings = dashboard?.ServiceSettings ?? new Dictionary<string, string?>(),
        };
        await using var fleet = new ServiceFleet(launcher);
        return await RunAsync(new(options, brokers, fleet, new(sources, offsets, fleet)) { Dashboard = dashboard }, sources, interruption);
    }

    private async Task<Verdict> RunAsync(RunScene scene, AuditSources sources, Interruption interruption)
    {
        RunCourse course;
        await using (var view = RunViews.Create(options))
        {
            view.Say($"cluster: {scene.Brokers.Description}; bootstrap servers {scene.Brokers.BootstrapServers}");
            scene.Fleet.StartConsumers(options.Consumers);
            scene.Fleet.StartProducers(options.EffectiveProducers);
            if (scene.Dashboard is not null && !view.IsInteractive)
                view.Say($"dashboard: {scene.Dashboard.Address}");
            // With a dashboard also for its own metrics: the whole group's lag.
            if (!options.IsBounded || view.IsInteractive || scene.Dashboard is not null || options.WantsExplorer)
            {
                scene.Fleet.StartExplorer();
                view.Say($"explorer: {scene.Fleet.Explorer!.Address}");
            }
            if (options.HttpPort is not null)
                view.Say($"post transactions to {scene.Fleet.Of(ServiceKind.Producer)[0].Address}transactions");
            var opening = options.Open ? ExplorerPage.OpenAsync(scene.Fleet.Explorer!, view.Say) : Task.CompletedTask;
            view.Follow(scene, interruption);
            course = new RunCourse(scene, view, interruption);
            await course.RunAsync();
            await scene.Fleet.StopAsync(ServiceKind.Explorer, interruption.EndAtOnce);
            await opening;
        }
        bool isUpToDate = await scene.Monitor.CompleteAsync(interruption.EndAtOnce);
        var report = await sources.CompareAsync(scene.Monitor.Ends, scene.Monitor.Settled, isUpToDate);
        return Verdict.Of(report, options, course.HasFailed);
    }
}
