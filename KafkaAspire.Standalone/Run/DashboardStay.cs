using KafkaAspire.Standalone.Dashboard;

namespace KafkaAspire.Standalone.Run;

/// <summary>Keeps the dashboard of a run that has ended by itself: its traces and figures are what the run was made for, and they go with it.</summary>
internal static class DashboardStay
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits for q in the terminal, for a signal, or for the dashboard's own end.</summary>
    public static async Task UntilAskedAsync(RunDashboard dashboard, CancellationToken end)
    {
        while (!end.IsCancellationRequested && !dashboard.Exited.IsCompleted && !IsAsked())
            await Task.WhenAny(dashboard.Exited, Task.Delay(Look, end));
    }

    // No key at all is the end of the input: the terminal is gone.
    private static bool IsAsked() =>
        Console.KeyAvailable && Console.ReadKey(intercept: true) is var key && (key.KeyChar is 'q' or 'Q' || key == default);
}
