using System.Collections.Frozen;
using KafkaAspire.ServiceDefaults.Hosting;

namespace Consumer.Service.Handling;

/// <summary>How transactions are handled, and how long a failing one is tried.</summary>
/// <param name="Parallelism"><c>Consumer:Parallelism</c>: how many accounts are handled at the same time.</param>
/// <param name="Attempts"><c>Consumer:Retry:Attempts</c>: how often a transaction is tried in all before it is a dead letter.</param>
/// <param name="Delay"><c>Consumer:Retry:DelayMilliseconds</c>: the pause after the first failure; each further one is about twice as long.</param>
/// <param name="Time"><c>Consumer:Retry:Seconds</c>: how long one transaction is tried in all.</param>
/// <param name="FrozenAccounts"><c>Consumer:Handler:FrozenAccounts</c>, separated by commas.</param>
internal sealed record HandlingOptions(int Parallelism, int Attempts, TimeSpan Delay, TimeSpan Time, FrozenSet<string> FrozenAccounts)
{
    /// <exception cref="ServiceSettingException">A value is not allowed.</exception>
    public static HandlingOptions Read(IConfiguration configuration) => new(
        (int)configuration.ReadNumber("Consumer:Parallelism", 1, 1, 1_000, "accounts"),
        (int)configuration.ReadNumber("Consumer:Retry:Attempts", 5, 1, 1_000, "attempts"),
        TimeSpan.FromMilliseconds(configuration.ReadNumber("Consumer:Retry:DelayMilliseconds", 100, 1, 60_000, "ms")),
        TimeSpan.FromSeconds(configuration.ReadNumber("Consumer:Retry:Seconds", 30, 1, 3_600, "s")),
        configuration.ReadText("Consumer:Handler:FrozenAccounts", "", "accounts, separated by commas")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToFrozenSet());
}
