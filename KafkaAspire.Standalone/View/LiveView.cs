using KafkaAspire.Standalone.Run;
using Spectre.Console;

namespace KafkaAspire.Standalone.View;

/// <summary>The run in a terminal: figures and rows that change in place, and keys that interfere with it.</summary>
internal sealed class LiveView : IRunView
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(1);
    private readonly RecentEvents _events = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;
    private Task _sampling = Task.CompletedTask;

    public bool IsInteractive => true;

    public void Say(string line) => _events.Add(line);

    public void Follow(RunScene scene, Interruption interruption)
    {
        // Ctrl+C would reach every child as well: as a key it reaches this run only, which ends them in order.
        Console.TreatControlCAsInput = true;
        _sampling = SampleAsync(scene);
        _loop = Task.Run(() => ShowAsync(scene, interruption));
    }

    private async Task ShowAsync(RunScene scene, Interruption interruption)
    {
        var keys = new KeyCommands(scene, interruption, Say);
        var screen = new RunScreen(scene, _events);
        bool hasKeyboard = true;
        await AnsiConsole.Live(screen.Render())
            .Overflow(VerticalOverflow.Crop)
            .Cropping(VerticalOverflowCropping.Bottom)
            .StartAsync(async live =>
            {
                while (!_stop.IsCancellationRequested)
                {
                    while (hasKeyboard && Console.KeyAvailable && !_stop.IsCancellationRequested)
                    {
                        var key = Console.ReadKey(intercept: true);
                        // The end of the input, for ever: the terminal is gone, and SIGHUP ends the run.
                        hasKeyboard = key != default;
                        if (hasKeyboard)
                            keys.Press(key);
                    }
                    live.UpdateTarget(screen.Render());
                    await Task.WhenAny(Task.Delay(Frame, _stop.Token));
                }
                live.UpdateTarget(screen.Render(isLast: true));
            });
        await keys.Settled;
    }

    private async Task SampleAsync(RunScene scene)
    {
        while (!_stop.IsCancellationRequested)
        {
            await scene.Fleet.PollStatusAsync();
            await scene.Monitor.SampleAsync();
            await Task.WhenAny(Task.Delay(Sampling, _stop.Token));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loop, _sampling);
        Console.TreatControlCAsInput = false;
        _stop.Dispose();
    }
}
