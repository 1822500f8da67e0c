using Confluent.Kafka;
using KafkaAspire.Chaos.CommandLine;
using KafkaAspire.Chaos.Services;
using Microsoft.Data.Sqlite;

namespace KafkaAspire.Chaos.Broken;

/// <summary>
/// A consumer of this program's own that claims exactly-once and is wrong about it, in one of two ways that are easily written: the checker has to
/// find each. It is never part of the app.
/// </summary>
internal sealed class BrokenConsumer
{
    /// <summary>The argument that makes this program one.</summary>
    public const string Command = "broken-consumer";

    /// <summary>The variable that says how it is wrong.</summary>
    public const string Setting = "CHAOS_BREAK";

    private const int BatchSize = 500;
    private const string Topic = "transactions";

    // What handling a batch takes. A fault that falls into it is what the wrong order is about.
    private static readonly TimeSpan Work = TimeSpan.FromSeconds(1);
    private readonly bool _commitsFirst = Read(Setting) == nameof(Sabotage.CommitBeforeWrite);
    private readonly BrokenLedger _ledger = new(Read("ConnectionStrings__ledger"));

    public static int Run()
    {
        using var end = new CancellationTokenSource();
        using var signal = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            end.Cancel();
        });
        new BrokenConsumer().Consume(end.Token);
        return ExitCode.PromiseHeld;
    }

    private void Consume(CancellationToken end)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig
        {
            BootstrapServers = Read("ConnectionStrings__kafka"),
            GroupId = ServiceSettings.Group,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            SessionTimeoutMs = (int)ServiceSettings.Session.TotalMilliseconds,
            HeartbeatIntervalMs = 500,
        }).SetPartitionsAssignedHandler((_, partitions) => Start(partitions)).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        consumer.Subscribe(Topic);
        var batch = new List<ConsumeResult<byte[], byte[]>>();
        while (!end.IsCancellationRequested)
        {
            batch.Clear();
            for (var result = consumer.Consume(TimeSpan.FromMilliseconds(200)); result is not null; result = batch.Count < BatchSize ? consumer.Consume(TimeSpan.Zero) : null)
                batch.Add(result);
            if (batch.Count > 0)
                Settle(consumer, batch, end);
        }
        consumer.Close();
    }

    // Where the database keeps the offsets it is asked, as it should be.
    private IEnumerable<TopicPartitionOffset> Start(List<TopicPartition> partitions) =>
        partitions.ConvertAll(partition => new TopicPartitionOffset(partition, _commitsFirst ? Offset.Unset : _ledger.NextOf(partition.Partition.Value)));

    private void Settle(IConsumer<byte[], byte[]> consumer, List<ConsumeResult<byte[], byte[]>> batch, CancellationToken end)
    {
        if (_commitsFirst)
            TryCommit(consumer, batch);
        end.WaitHandle.WaitOne(Work);
        try
        {
            _ledger.Write(batch);
        }
        catch (SqliteException)
        {
            return; // locked for longer than it waits: it goes on with the next batch, as one that is broken does
        }
        if (!_commitsFirst)
            TryCommit(consumer, batch);
    }

    private static void TryCommit(IConsumer<byte[], byte[]> consumer, List<ConsumeResult<byte[], byte[]>> batch)
    {
        try
        {
            consumer.Commit(batch.GroupBy(result => result.TopicPartition).Select(part => new TopicPartitionOffset(part.Key, part.Max(result => result.Offset.Value) + 1)));
        }
        catch (KafkaException)
        {
            // It does not care: that is one of the ways to be wrong.
        }
    }

    private static string Read(string name) => Environment.GetEnvironmentVariable(name) ?? throw new ChaosException($"{name} is not set");
}
