namespace KafkaAspire.Chaos.Tests;

/// <summary>A wrong option is one line and exit code 2, before anything is started.</summary>
public sealed class WrongUsageTests
{
    [Theory]
    [InlineData("--messages \"many\" is not possible; allowed: a whole number from 1 to 100000000", "--messages", "many")]
    [InlineData("--sink \"file\" is not possible; allowed: database-sqlite, database-postgres, topic", "--sink", "file")]
    [InlineData("--break read-uncommitted goes with --delivery exactly-once and --sink topic only", "--break", "read-uncommitted")]
    public async Task It_says_what_is_allowed(string expected, params string[] args)
    {
        var result = await ChaosProcess.RunAsync(args);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(expected, result.Errors.Trim());
    }
}
