namespace KafkaAspire.Standalone.Tests.EndToEnd;

/// <summary>Every guarantee with consumers and brokers killed again and again, by the keys of the live view, on Apache Kafka.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class KillLoopTests
{
    private const int Rounds = 3;

    [Theory]
    [InlineData("exactly-once", "database", @"^audit: produced 8000, applied 8000, dead-lettered 0, lost 0, doubled 0 \(exactly-once\)$")]
    [InlineData("exactly-once", "topic", @"^audit: produced 8000, applied 8000, dead-lettered 0, lost 0, doubled 0 \(exactly-once\)$")]
    [InlineData("at-least-once", "database", @"^audit: produced 8000, applied 8000, dead-lettered 0, lost 0, doubled \d+ \(at-least-once\)$")]
    [InlineData("at-most-once", "database", @"^audit: produced 8000, applied \d+, dead-lettered 0, lost \d+, doubled 0 \(at-most-once\)$")]
    public async Task It_holds(string delivery, string sink, string audit)
    {
        string? home = Environment.GetEnvironmentVariable("KAFKA_HOME");
        Assert.SkipWhen(string.IsNullOrEmpty(home), "KAFKA_HOME is not set: this test needs Apache Kafka and Java");
        using var run = RunProcess.StartInTerminal(home!, "--messages", "8000", "--rate", "600", "--delivery", delivery, "--sink", sink);
        await run.LineAsync(line => line.Contains("explorer: http"));
        for (int round = 1; round <= Rounds; round++)
        {
            await run.PressAsync('b');
            await run.PressAsync('k');
            await run.PressAsync('+');
            // The fault's own length, not a wait for anything.
            await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        }

        var result = await run.EndAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Matches(audit, result.LastLine);
    }
}
