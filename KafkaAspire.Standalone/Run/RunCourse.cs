using System.Diagnostics;
using System.Globalization;
using KafkaAspire.Standalone.Services;
using KafkaAspire.Standalone.View;

namespace KafkaAspire.Standalone.Run;

/// <summary>
/// The course of a run: producers send until their end, the group settles what they sent, then the consumers leave. It restarts nothing: a
/// service that ends by itself is reported and stays away.
/// </summary>
internal sealed class RunCourse(RunScene scene, IRunView view, Interruption interruption)
{
    private static readonly TimeSpan NoProgress = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan SlowLook = TimeSpan.FromMilliseconds(500);
    private readonly HashSet<ServiceProcess> _reported = [];
    private readonly ServiceFleet _fleet = scene.Fleet;
    private bool _isDashboardReported;

    /// <summary>Whether something ended that should not have.</summary>
    public bool HasFailed { get; private set; }

    public async Task RunAsync()
    {
        await ProduceAsync();
        ReportDeaths(); // whatever is asked to stop below has no longer ended by itself
        scene.Phase = "stopping the producers";
        await _fleet.StopAsync(ServiceKind.Producer, interruption.EndAtOnce);
        ReportDeaths();
        ReportInput();
        scene.Phase = "settling the rest";
        await DrainAsync();
        scene.Phase = "stopping the consumers";
        await _fleet.StopAsync(ServiceKind.Consumer, interruption.EndAtOnce);
        ReportDeaths();
        scene.Phase = "auditing";
    }

    private async Task ProduceAsync()
    {
        var time = Stopwatch.StartNew();
        while (_fleet.AnyRuns(ServiceKind.Producer) && !interruption.End.IsCancellationRequested && !(time.Elapsed >= scene.Options.Duration))
        {
            ReportDeaths();
            if (AreAllConsumersDead())
            {
                view.Say("all consumers have ended: the run ends");
                return;
            }
            var anyExit = _fleet.All.Where(service => service.IsRunning).Select(service => (Task)service.Exited);
            await Task.WhenAny([Task.Delay(Look), .. anyExit]);
        }
    }

    private async Task DrainAsync()
    {
        long last = -1;
        var sinceProgress = Stopwatch.StartNew();
        while (!interruption.EndAtOnce.IsCancellationRequested)
        {
            var figures = await scene.Monitor.SampleAsync();
            if (scene.Monitor.IsEverythingSettled)
                return;
            ReportDeaths();
            if (!_fleet.AnyRuns(ServiceKind.Consumer))
            {
                view.Say("no consumer is left to settle the rest");
                return;
            }
            if (figures.Applied + figures.DeadLettered != last)
            {
                last = figures.Applied + figures.DeadLettered;
                sinceProgress.Restart();
            }
            else if (sinceProgress.Elapsed > NoProgress)
            {
                // Whether that is a failure the audit says: what nobody has read is one, a commit that came to nothing is none.
                view.Say($"the group has settled nothing for {NoProgress.TotalSeconds:0} s, with a lag of {figures.Lag.ToString("N0", CultureInfo.InvariantCulture)}: auditing what there is");
                return;
            }
            await Task.Delay(sinceProgress.Elapsed < TimeSpan.FromSeconds(2) ? Look : SlowLook);
        }
    }

    // Those that a person killed may be replaced by that person; only ends that nobody asked for end the run.
    private bool AreAllConsumersDead() =>
        !_fleet.AnyRuns(ServiceKind.Consumer) && _fleet.Of(ServiceKind.Consumer).Any(consumer => !consumer.EndIsWanted);

    private void ReportDeaths()
    {
        if (scene.Dashboard is { Exited.IsCompleted: true } dashboard && !_isDashboardReported)
        {
            _isDashboardReported = true; // the run does not need it
            view.Say(dashboard.Ending);
        }
        foreach (var service in _fleet.All.Where(service => service.Exited.IsCompleted && !service.EndIsWanted && _reported.Add(service)))
        {
            int code = service.Exited.Result;
            if (service.Kind == ServiceKind.Producer && code == 0)
                continue; // it has sent what it had to
            HasFailed |= service.Kind == ServiceKind.Producer || AreAllConsumersDead();
            view.Say($"{service.Name} ended by itself with {Describe(code)}: {ServiceLog.LastError(service.LogFile)}");
        }
    }

    // A shell's convention: 137 is kill -9.
    private static string Describe(int exitCode) => exitCode > 128 ? $"exit code {exitCode} (signal {exitCode - 128})" : $"exit code {exitCode}";

    // What the file's reader says about its lines would otherwise be gone with its log.
    private void ReportInput()
    {
        if (scene.Options.Input is null)
            return;
        string log = _fleet.Of(ServiceKind.Producer)[0].LogFile;
        foreach (string line in InputReport.Of(ServiceLog.Messages(log, InputReport.IsAboutLines), keptLog: scene.Options.KeepDirectory is null ? null : log))
            view.Say(line);
    }
}
