using System.Diagnostics;
using Consumer.Service;
using Consumer.Service.Delivery;
using KafkaAspire.Benchmarks.Measuring;
using Microsoft.Extensions.Hosting;

namespace KafkaAspire.Benchmarks.Hosts;

/// <summary>Consumer.Service as it ships, in this process: its loop, its handling, its sinks.</summary>
internal static class ConsumerHost
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    // The start, the group's rebalance and the first batch are not what is measured.
    private const int First = 5_000;

    /// <summary>Reads a topic's messages in a group of its own, and measures from the first batch on.</summary>
    /// <param name="brokers">The brokers.</param>
    /// <param name="settings">Settings beside those that it ships with.</param>
    /// <param name="messages">How many messages there are.</param>
    /// <param name="more">Replaces a part of the service.</param>
    public static async Task<Sample> ReadAllAsync(
        string brokers, IEnumerable<KeyValuePair<string, string?>> settings, int messages, Action<IHostApplicationBuilder>? more = null)
    {
        await using var host = await StartAsync(brokers, settings, more);
        var status = host.Get<ConsumerStatus>();
        await UntilAsync(() => status.Applied >= First);
        long before = status.Applied;
        var effort = new Effort();
        await UntilAsync(() => status.Applied >= messages);
        return effort.RateOf(status.Applied - before);
    }

    /// <summary>Starts it, in a group of its own unless one is named.</summary>
    public static Task<ServiceHost> StartAsync(
        string brokers, IEnumerable<KeyValuePair<string, string?>> settings, Action<IHostApplicationBuilder>? more = null, string? group = null) =>
        ServiceHost.StartAsync(
            brokers,
            [new("Consumer:Group", group ?? $"benchmark-{Guid.NewGuid():N}"), .. settings],
            builder =>
            {
                builder.AddConsumer();
                more?.Invoke(builder);
            });

    /// <exception cref="TimeoutException">It does not come true; a consumer that can't go on has stopped.</exception>
    public static async Task UntilAsync(Func<bool> condition)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start) > Patience)
                throw new TimeoutException($"the messages were not settled within {Patience.TotalMinutes} minutes");
            await Task.Delay(Look);
        }
    }
}
