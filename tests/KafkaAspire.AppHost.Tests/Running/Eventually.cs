using System.Diagnostics;

namespace KafkaAspire.AppHost.Tests.Running;

/// <summary>Waits for what has to come, with a deadline that is only met when it does not.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    public static Task TrueAsync(Func<bool> condition, Func<string> expected) => TrueAsync(() => Task.FromResult(condition()), expected);

    public static async Task TrueAsync(Func<Task<bool>> condition, Func<string> expected)
    {
        long start = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Deadline, $"not within {Deadline.TotalMinutes:0} minutes: {expected()}");
            await Task.Delay(PollInterval, TestContext.Current.CancellationToken);
        }
    }
}
