using KafkaAspire.Standalone.Audit;
using KafkaAspire.Standalone.Run;
using KafkaAspire.Standalone.Services;

namespace KafkaAspire.Standalone.View;

/// <summary>Lines for a file, a pipe or a dull terminal: one a second at first, then less often, none when nothing has changed.</summary>
internal sealed class PlainView(TextWriter output) : IRunView
{
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;

    public bool IsInteractive => false;

    public void Say(string line)
    {
        lock (output)
            output.WriteLine(line);
    }

    public void Follow(RunScene scene, Interruption interruption) => _loop = ShowAsync(scene);

    private async Task ShowAsync(RunScene scene)
    {
        RunFigures shown = new();
        while (!_stop.IsCancellationRequested)
        {
            await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(shown.Elapsed.TotalSeconds switch { < 15 => 1, < 60 => 5, _ => 10 }), _stop.Token));
            if (_stop.IsCancellationRequested)
                return;
            await scene.Fleet.PollStatusAsync();
            var figures = await scene.Monitor.SampleAsync();
            if (figures.BrokersAnswer && (figures.Acknowledged, figures.Applied, figures.DeadLettered) == (shown.Acknowledged, shown.Applied, shown.DeadLettered))
                shown = shown with { Elapsed = figures.Elapsed };
            else
                Say(Line(shown = figures, scene));
        }
    }

    private static string Line(RunFigures figures, RunScene scene)
    {
        string line = $"{FigureText.Duration(figures.Elapsed),6}  acknowledged {FigureText.CountAndRate(figures.Acknowledged, figures.AcknowledgedRate)}"
            + $"  applied {FigureText.CountAndRate(figures.Applied, figures.AppliedRate)}"
            + $"  lag {AuditText.Number(figures.Lag)}  {FigureText.Megabytes(figures.ByteRate)}";
        if (figures.DeadLettered > 0)
            line += $"  dead-lettered {AuditText.Number(figures.DeadLettered)}";
        int consumers = scene.Fleet.Of(ServiceKind.Consumer).Count(consumer => consumer.IsRunning);
        if (consumers != scene.Options.Consumers && scene.Phase == "running")
            line += $"  consumers {consumers}";
        return figures.BrokersAnswer ? line : line + "  (the brokers do not answer)";
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }
}
