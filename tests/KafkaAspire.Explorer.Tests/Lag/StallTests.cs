using System.Net;

namespace KafkaAspire.Explorer.Tests.Lag;

/// <summary>A group whose consumer is there and gets nowhere: who is told, and who is told that it is over.</summary>
[Collection(nameof(LagCollection))]
public sealed class StallTests(LagFixture fixture)
{
    private CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Health_is_degraded_and_the_log_says_so_until_it_moves_on()
    {
        string topic = await fixture.CreateAsync("stuck");
        await fixture.WriteAsync(topic, 0, 10);
        using var consumer = Traffic.Join(fixture.Brokers, topic, "stuck");
        while (consumer.Poll(TimeSpan.FromMinutes(1)) is null)
            Stop.ThrowIfCancellationRequested();
        consumer.Commit([new(topic, 0, 1)]);
        // Groups of other tests on the cluster are none of this one's business: it asks for its own line.
        await using var explorer = await ExplorerProcess.StartAsync(
            fixture.Brokers, ("Explorer__ScanInterval", "0.5"), ("Explorer__StatusWindow", "3"), ("Logging__LogLevel__Default", "Information"));
        await Eventually.TrueAsync(async () => (await HealthAsync(explorer)).Text.Contains($"group stuck stalls on {topic}/0", StringComparison.Ordinal), "degraded");
        var (code, text) = await HealthAsync(explorer);
        Assert.Equal(HttpStatusCode.OK, code);
        Assert.StartsWith("Degraded\n", text);
        Assert.Equal(HttpStatusCode.OK, (await explorer.Http.GetAsync("/alive", Stop)).StatusCode);
        Assert.Contains($"Group stuck is STALL on {topic}/0 (1 partitions so), 9 messages wait", explorer.Output);

        consumer.Commit([new(topic, 0, 10)]);
        await Eventually.TrueAsync(async () => !(await HealthAsync(explorer)).Text.Contains("group stuck", StringComparison.Ordinal), "no longer degraded");
        await Eventually.TrueAsync(() => Task.FromResult(explorer.Output.Contains("Group stuck is OK again", StringComparison.Ordinal)), "the line");
        Assert.Equal(2, explorer.Output.Split("Group stuck is").Length - 1);
    }

    private async Task<(HttpStatusCode Code, string Text)> HealthAsync(ExplorerProcess explorer)
    {
        using var answer = await explorer.Http.GetAsync("/health", Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }
}
