namespace KafkaAspire.Chaos.Tests;

/// <summary>A short run with a seed that stays the same; the long ones are in docs/chaos.md.</summary>
public sealed class ShortRunTests
{
    [Fact]
    public async Task Exactly_once_holds_while_consumers_are_killed_and_brokers_cut_off()
    {
        ChaosProcess.RequireKafka();

        var result = await ChaosProcess.RunAsync("--messages", "5000", "--faults", "4", "--only", "consumer-kill,client-link-cut", "--seed", "7");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("acknowledged 5000,", result.Sum);
        Assert.EndsWith(": held", result.Sum.TrimEnd());
    }

    [Fact]
    public async Task A_consumer_that_commits_before_it_writes_is_found_out()
    {
        ChaosProcess.RequireKafka();
        string kept = Directory.CreateTempSubdirectory("chaos-control-").FullName;

        var result = await ChaosProcess.RunAsync("--messages", "15000", "--faults", "6", "--only", "consumer-kill", "--break", "commit-before-write", "--seed", "25", "--rate", "700", "--keep", kept);

        Assert.True(result.ExitCode == 3, result.ToString());
        Assert.Matches("(?<!letters) lost [1-9]", result.Sum);
        Directory.Delete(kept, recursive: true);
    }
}
