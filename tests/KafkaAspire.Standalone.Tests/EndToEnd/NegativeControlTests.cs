using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace KafkaAspire.Standalone.Tests.EndToEnd;

/// <summary>The audit finds what a mode does not promise: otherwise its "lost 0, doubled 0" would say nothing.</summary>
[Collection(EndToEndCollection.Name)]
public sealed partial class NegativeControlTests
{
    private const string Messages = "150000";

    [Fact]
    public async Task At_most_once_loses_what_a_killed_consumer_had_committed_but_not_written()
    {
        string kept = Directory.CreateTempSubdirectory("at-most-once-").FullName;
        using var run = RunProcess.Start("--messages", Messages, "--rate", "0", "--consumers", "2", "--delivery", "at-most-once", "--keep", kept);
        await run.AppliesAsync();
        // Each consumer has committed its batch and waits to write it.
        await WithTheLedgerTakenAsync(kept, consumers: 2, () => RunProcess.Signal(run.Children("Consumer.Service.dll")[0], "KILL"));

        var result = await run.EndAsync();

        var (lost, doubled) = Read(result);
        Assert.True(lost > 0, result.ToString());
        Assert.Equal(0, doubled);
        Assert.Equal(0, result.ExitCode); // it promises no more
        Directory.Delete(kept, recursive: true);
    }

    // Somebody else has the database: then every consumer has a batch in work, and waits.
    private static async Task WithTheLedgerTakenAsync(string kept, int consumers, Action act)
    {
        using var ledger = new SqliteConnection($"Data Source={Path.Combine(kept, "ledger.db")};Pooling=false");
        ledger.Open();
        using var command = ledger.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout = 30000; BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        var deadline = DateTime.UtcNow.AddMinutes(2);
        while (!Enumerable.Range(1, consumers).All(id => IsTryingAgain(Path.Combine(kept, "logs", $"consumer-{id}.log"))))
        {
            Assert.True(DateTime.UtcNow < deadline, "no consumer waits for the database");
            await Task.Delay(50);
        }
        act();
    }

    // Told of a failed try a moment ago, it is in the next: not between the two, where a rebalance would end it.
    private static bool IsTryingAgain(string log) =>
        File.ReadAllText(log).Contains("trying again") && DateTime.UtcNow - File.GetLastWriteTimeUtc(log) > TimeSpan.FromMilliseconds(400);

    [Fact]
    public async Task At_least_once_without_unique_ids_doubles_what_a_consumer_writes_that_slept_through_its_session()
    {
        string kept = Directory.CreateTempSubdirectory("at-least-once-").FullName;
        using var run = RunProcess.StartWithSettings(new() { ["Consumer__Deduplicate"] = "false", ["Consumer__BatchSize"] = "1000" },
            "--messages", Messages, "--rate", "0", "--delivery", "at-least-once", "--keep", kept);
        // In full flow, not in the first rebalance.
        await run.LineAsync(line => Applied().Match(line) is { Success: true } applied && applied.Groups[1].Value.Length >= "20,000".Length);
        var sleepers = run.Children("Consumer.Service.dll").Take(2).ToList();
        await WithTheLedgerTakenAsync(kept, consumers: 3, () => sleepers.ForEach(consumer => RunProcess.Signal(consumer, "STOP")));
        // Longer than the session of 3 s: the fault's own length.
        await Task.Delay(TimeSpan.FromSeconds(8), TestContext.Current.CancellationToken);
        sleepers.ForEach(consumer => RunProcess.Signal(consumer, "CONT"));

        var result = await run.EndAsync();

        var (lost, doubled) = Read(result);
        Assert.True(doubled > 0, result.ToString());
        Assert.Equal(0, lost);
        Assert.Equal(0, result.ExitCode);
        Directory.Delete(kept, recursive: true);
    }

    private static (long Lost, long Doubled) Read(RunResult result)
    {
        var figures = Figures().Match(result.LastLine);
        Assert.True(figures.Success, result.ToString());
        return (long.Parse(figures.Groups[1].Value), long.Parse(figures.Groups[2].Value));
    }

    [GeneratedRegex(@"  applied ([\d,]+) ")]
    private static partial Regex Applied();

    [GeneratedRegex(@"lost (\d+), doubled (\d+) \(")]
    private static partial Regex Figures();
}
