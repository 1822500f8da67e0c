using Microsoft.Data.Sqlite;

namespace KafkaAspire.Standalone.Tests.EndToEnd;

[Collection(EndToEndCollection.Name)]
public sealed class EmbeddedRunTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("kafka-aspire-tests-");

    [Fact]
    public async Task A_bounded_run_ends_by_itself_with_the_audit()
    {
        using var run = RunProcess.Start("--messages", "20000", "--rate", "0");

        var result = await run.EndAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("audit: produced 20000, applied 20000, dead-lettered 0, lost 0, doubled 0 (exactly-once)", result.LastLine);
        Assert.StartsWith("brokers: embedded (KAFKA_HOME is not set)", result.Lines[0]);
        Assert.Equal("", result.Errors);
        Assert.Empty(run.LeftBehind);
    }

    [Fact]
    public async Task The_end_of_the_only_producer_is_told_and_fails_the_run()
    {
        using var run = RunProcess.Start("--producers", "1");
        await run.AppliesAsync();
        RunProcess.Signal(Assert.Single(run.Children("Producer.Service.dll")), "KILL");

        var result = await run.EndAsync();

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Contains(result.Lines, line => line.StartsWith("producer-1 ended by itself with exit code 137", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("at-least-once", "database")]
    [InlineData("at-most-once", "database")]
    [InlineData("at-most-once", "topic")]
    [InlineData("at-least-once", "topic")]
    public async Task Every_delivery_and_sink_works(string delivery, string sink)
    {
        using var run = RunProcess.Start("--messages", "500", "--rate", "0", "--delivery", delivery, "--sink", sink, "--consumers", "2");

        var result = await run.EndAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
        // At-least-once may double, at-most-once may lose; the exit code says that each kept its own promise.
        Assert.StartsWith("audit: produced 500, applied ", result.LastLine);
        Assert.EndsWith($"({delivery})", result.LastLine);
    }

    [Fact]
    public async Task A_file_is_sent_and_its_bad_lines_are_named()
    {
        string input = Path.Combine(_directory.FullName, "payments.csv");
        var lines = Enumerable.Range(1, 300).Select(i => $"{Guid.NewGuid()},account-{i % 5},deposit,{i},EUR,2026-01-01T00:00:00Z").ToList();
        lines[99] = lines[99].Replace("deposit", "gift", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(input, ["id,account,kind,amount,currency,time", .. lines], TestContext.Current.CancellationToken);
        string ledger = Path.Combine(_directory.FullName, "ledger.db");
        using var run = RunProcess.Start("--input", input, "--ledger", $"Data Source={ledger}");

        var result = await run.EndAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("audit: produced 299, applied 299, dead-lettered 0, lost 0, doubled 0 (exactly-once)", result.LastLine);
        Assert.Contains(result.Lines, line => line.StartsWith("refused line 101: ", StringComparison.Ordinal));
        Assert.Contains(result.Lines, line => line.EndsWith("read 300 lines: 299 sent, 1 refused", StringComparison.Ordinal));
        using var connection = new SqliteConnection($"Data Source={ledger};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand("SELECT sum(balance) FROM balances", connection);
        Assert.Equal(Enumerable.Range(1, 300).Sum() - 100L, command.ExecuteScalar());

        using var again = RunProcess.Start("--input", input, "--ledger", $"Data Source={ledger}");
        var second = await again.EndAsync();
        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Equal("audit: produced 299, applied 0, dead-lettered 0, lost 0, doubled 0 (exactly-once)", second.LastLine);
    }

    [Fact]
    public async Task A_killed_consumer_costs_nothing_and_is_reported()
    {
        using var run = RunProcess.Start("--messages", "30000", "--rate", "1000");
        await run.AppliesAsync();
        RunProcess.Signal(run.Children("Consumer.Service.dll")[0], "KILL");

        var result = await run.EndAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("audit: produced 30000, applied 30000, dead-lettered 0, lost 0, doubled 0 (exactly-once)", result.LastLine);
        Assert.Single(result.Lines, line => line.Contains(" ended by itself with exit code 137", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_without_end_ends_in_order_when_asked_to()
    {
        using var run = RunProcess.Start("--rate", "500");
        await run.AppliesAsync();
        Assert.Contains(run.Lines, line => line.StartsWith("explorer: http://127.0.0.1:", StringComparison.Ordinal));
        run.Signal(RunProcess.Graceful);

        var result = await run.EndAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Matches(@"^audit: produced (\d+), applied \1, dead-lettered 0, lost 0, doubled 0 \(exactly-once\)$", result.LastLine);
        Assert.Empty(run.LeftBehind);
    }

    [Fact]
    public async Task All_consumers_dead_end_the_run_with_what_is_known()
    {
        using var run = RunProcess.Start("--consumers", "1", "--rate", "500");
        await run.AppliesAsync();
        RunProcess.Signal(run.Children("Consumer.Service.dll")[0], "KILL");

        var result = await run.EndAsync();

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Contains("all consumers have ended: the run ends", result.Lines);
        Assert.StartsWith("audit: produced ", result.LastLine);
        Assert.Contains("lost 0, doubled 0", result.LastLine);
    }

    [Fact]
    public async Task A_run_keeps_what_it_was_told_to_keep()
    {
        string keep = Path.Combine(_directory.FullName, "kept");
        using var run = RunProcess.Start("--messages", "10", "--keep", keep);

        var result = await run.EndAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.True(File.Exists(Path.Combine(keep, "ledger.db")));
        Assert.True(File.Exists(Path.Combine(keep, "logs", "consumer-1.log")));
        Assert.True(File.Exists(Path.Combine(keep, "journal", "producer-1.records")));
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
