using Confluent.Kafka;
using KafkaAspire.Standalone.CommandLine;

namespace KafkaAspire.Standalone.Audit;

/// <summary>
/// Reads a topic from where it ended when the run began, while the run goes on: embedded brokers keep a limited number of messages, so at the
/// end it might be too late. It belongs to no group, and reads what is committed only.
/// </summary>
internal sealed class TopicTail : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly Action<ConsumeResult<byte[], byte[]>> _read;
    private readonly Dictionary<int, long> _ends = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private readonly string _topic;

    /// <param name="bootstrapServers">The brokers.</param>
    /// <param name="starts">Where to begin on each partition.</param>
    /// <param name="read">Takes each message, on one thread.</param>
    public TopicTail(string bootstrapServers, IReadOnlyCollection<TopicPartitionOffset> starts, Action<ConsumeResult<byte[], byte[]>> read)
    {
        _read = read;
        _topic = starts.First().Topic;
        _consumer = KafkaClients.Consumer(bootstrapServers, config =>
        {
            config.EnablePartitionEof = true;
            config.IsolationLevel = IsolationLevel.ReadCommitted;
            config.AutoOffsetReset = AutoOffsetReset.Error;
        });
        _consumer.Assign(starts);
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Reads on until the given ends are reached, then stops.</summary>
    /// <param name="ends">The end offset of each partition, transactions that are still open included.</param>
    /// <param name="patience">How long a transaction of a killed consumer may keep the rest from being readable.</param>
    /// <exception cref="RunException">The messages can't be read.</exception>
    public async Task CompleteAsync(IReadOnlyDictionary<int, long> ends, TimeSpan patience)
    {
        var deadline = DateTime.UtcNow + patience;
        while (!_loop.IsCompleted && !Reached(ends))
        {
            if (DateTime.UtcNow > deadline)
                throw new RunException($"audit: topic {_topic} could not be read to its end within {patience.TotalSeconds:0} s");
            await Task.WhenAny(_loop, Task.Delay(20));
        }
        await _stop.CancelAsync();
        await _loop;
    }

    // A partition's end is known from its end-of-partition event, which also counts the markers that end transactions.
    private bool Reached(IReadOnlyDictionary<int, long> ends)
    {
        lock (_ends)
            return ends.All(end => end.Value == 0 || (_ends.TryGetValue(end.Key, out long reached) && reached >= end.Value));
    }

    private void Run()
    {
        while (!_stop.IsCancellationRequested)
            try
            {
                if (_consumer.Consume(Poll) is not { } result)
                    continue;
                if (!result.IsPartitionEOF)
                    _read(result);
                else
                    lock (_ends)
                        _ends[result.Partition.Value] = result.Offset.Value;
            }
            catch (ConsumeException e) when (e.Error.Code is ErrorCode.Local_AutoOffsetReset or ErrorCode.OffsetOutOfRange)
            {
                throw new RunException($"audit: the brokers no longer have messages of topic {_topic} that this run wrote ({e.Error.Reason})");
            }
            catch (ConsumeException e) when (!e.Error.IsFatal)
            {
                // A broker that is down comes back, or another leads its partitions; CompleteAsync has the deadline.
            }
    }

    public void Dispose()
    {
        _stop.Cancel();
        // Its failure, if any, was told by CompleteAsync; a run that ends without an audit does not need it.
        Task.WhenAny(_loop).Wait();
        _consumer.Dispose();
        _stop.Dispose();
    }
}
