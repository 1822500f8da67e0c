using System.Diagnostics;

namespace KafkaAspire.Explorer.Tests;

/// <summary>Waits for what has to come, with a deadline that is only met when it does not.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    public static Task TrueAsync(Func<Task<bool>> condition, string expected) => TrueAsync(condition, () => expected);

    /// <summary>Waits, and tells in the end what there was instead.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, Func<string> expected)
    {
        long start = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Deadline, $"not within {Deadline}: {expected()}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
