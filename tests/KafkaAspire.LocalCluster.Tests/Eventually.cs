using System.Diagnostics;

namespace KafkaAspire.LocalCluster.Tests;

/// <summary>Waits for what has to come, with a deadline that is only met when it does not.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition, string expected)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(60), $"not within a minute: {expected}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
