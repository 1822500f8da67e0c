using System.Diagnostics;
using KafkaAspire.Services.Tests.Running;

namespace KafkaAspire.Services.Tests.Consumer;

/// <summary>A batch that takes long, because somebody else has the database: what the group, a rebalance and a stop make of it.</summary>
public sealed class SlowSinkTests : IAsyncLifetime
{
    private const int Messages = 2_000;
    private static readonly TimeSpan MaxPollInterval = TimeSpan.FromSeconds(6);
    private readonly SqliteFile _ledger = new();
    private readonly Brokers _brokers = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Bootstrap => _brokers.Cluster.BootstrapServers;

    public ValueTask InitializeAsync() => _brokers.InitializeAsync();

    private ServiceProcess StartConsumer() => ServiceProcess.Consumer(Bootstrap, _ledger.ConnectionString, new()
    {
        ["Aspire__Confluent__Kafka__Consumer__Config__SessionTimeoutMs"] = "3000",
        ["Aspire__Confluent__Kafka__Consumer__Config__HeartbeatIntervalMs"] = "500",
        ["Aspire__Confluent__Kafka__Consumer__Config__MaxPollIntervalMs"] = MaxPollInterval.TotalMilliseconds.ToString(),
    });

    private Task SendAsync() => Send.TransactionsAsync(Bootstrap, Enumerable.Range(1, Messages).Select(i => Make.Deposit($"A{i % 100}", i)));

    // Its first batch is settled, so tables and offsets are there; the second one finds the database taken.
    private async Task<(ServiceProcess Consumer, IDisposable Lock)> StartAndStallAsync()
    {
        await SendAsync();
        var consumer = StartConsumer();
        await Until.TrueAsync(() => Task.FromResult(_ledger.CountEntries().Rows == Messages), () => consumer.Log);
        var hold = _ledger.Lock();
        await SendAsync();
        await Until.TrueAsync(() => Task.FromResult(consumer.Log.Contains("trying again")), () => consumer.Log);
        return (consumer, hold);
    }

    private Task AllAppliedOnceAsync(ServiceProcess consumer) =>
        Until.TrueAsync(() => Task.FromResult(_ledger.CountEntries() == (2 * Messages, 2 * Messages)), () => consumer.Log);

    [Fact]
    public async Task Its_consumer_stays_in_the_group_beyond_the_poll_interval()
    {
        var started = Stopwatch.StartNew();
        var (consumer, hold) = await StartAndStallAsync();
        await using var _ = consumer;
        await Until.TrueAsync(() => Task.FromResult(started.Elapsed > 2 * MaxPollInterval), () => consumer.Log);
        hold.Dispose();
        await AllAppliedOnceAsync(consumer);
        Assert.DoesNotContain("lost", consumer.Log);
        Assert.DoesNotContain("revoked", consumer.Log);
        Assert.DoesNotContain("MAXPOLL", consumer.Log);
    }

    [Fact]
    public async Task A_rebalance_cuts_it_short_and_each_message_counts_once()
    {
        var (consumer, hold) = await StartAndStallAsync();
        await using var _ = consumer;
        await using var other = StartConsumer();
        await Until.TrueAsync(() => Task.FromResult(consumer.Log.Contains("a rebalance cut it short")), () => consumer.Log + other.Log);
        hold.Dispose();
        await AllAppliedOnceAsync(consumer);
        await Until.TrueAsync(async () => (await other.StatusAsync())["partitions"]!.AsArray().Count > 0, () => other.Log);
    }

    [Fact]
    public async Task A_stop_waits_for_it_a_little_and_then_leaves_nothing_half_done()
    {
        var (consumer, hold) = await StartAndStallAsync();
        await using (consumer)
            Assert.Equal(0, await consumer.Child.TerminateAsync(TimeSpan.FromSeconds(20), Cancel));
        hold.Dispose();
        Assert.Equal((Messages, Messages), _ledger.CountEntries());
        await using var next = StartConsumer();
        await AllAppliedOnceAsync(next);
    }

    [Fact]
    public async Task The_late_write_of_a_consumer_that_slept_through_its_session_is_refused()
    {
        var (sleeper, hold) = await StartAndStallAsync();
        await using var _ = sleeper;
        sleeper.Child.Suspend();
        // SIGSTOP takes a moment on a busy machine: one that still ran when the database is free would sleep with the lock on it.
        await Until.TrueAsync(() => Task.FromResult(IsHalted(sleeper.Child.Id)), () => sleeper.Log);
        hold.Dispose();
        await using (var successor = StartConsumer())
        {
            await AllAppliedOnceAsync(successor);
            sleeper.Child.Resume();
            await Until.TrueAsync(() => Task.FromResult(sleeper.Log.Contains("messages not applied, going back to what is settled")), () => sleeper.Log);
        }
        await SendAsync();
        await Until.TrueAsync(() => Task.FromResult(_ledger.CountEntries() == (3 * Messages, 3 * Messages)), () => sleeper.Log);
    }

    // Each of its threads, as Linux tells it; elsewhere nobody can say.
    private static bool IsHalted(int process)
    {
        if (!OperatingSystem.IsLinux())
            return true;
        try
        {
            return Directory.EnumerateDirectories($"/proc/{process}/task").All(task => File.ReadLines($"{task}/status").Contains("State:\tT (stopped)"));
        }
        catch (IOException)
        {
            return false; // a thread has just ended, so it ran
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _brokers.DisposeAsync();
        _ledger.Dispose();
    }
}
