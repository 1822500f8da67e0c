namespace KafkaAspire.Chaos.Tests;

/// <summary>A short run with a seed that stays the same; the long ones are in docs/chaos.md.</summary>
public sealed class ShortRunTests
{
    [Fact]
    public async Task Exactly_once_holds_under_one_fault_of_many_sorts()
    {
        ChaosProcess.RequireKafka();

        var result = await ChaosProcess.RunAsync("--messages", "20000", "--faults", "10", "--delivery", "exactly-once", "--sink", "database-sqlite", "--seed", "7");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("acknowledged 20000,", result.Sum);
        Assert.EndsWith(": held", result.Sum.TrimEnd());
    }

    [Fact]
    public async Task A_consumer_that_commits_before_it_writes_is_found_out()
    {
        ChaosProcess.RequireKafka();

        var result = await ChaosProcess.RunAsync("--messages", "15000", "--faults", "6", "--only", "consumer-kill", "--break", "commit-before-write", "--seed", "7");

        Assert.True(result.ExitCode == 3, result.ToString());
        Assert.DoesNotContain(" lost 0,", result.Sum);
    }
}
