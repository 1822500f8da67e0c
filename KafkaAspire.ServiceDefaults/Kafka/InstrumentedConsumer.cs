using System.Diagnostics;
using Confluent.Kafka;
using KafkaAspire.ServiceDefaults.Kafka.Telemetry;
using KafkaAspire.ServiceDefaults.Kafka.Telemetry.Statistics;

namespace KafkaAspire.ServiceDefaults.Kafka;

/// <summary>
/// A consumer that hands out messages in batches and tells what it does: <c>poll</c> and <c>commit</c> spans, and counters. Not thread-safe:
/// one loop polls, and no rebalance happens outside a poll.
/// </summary>
public sealed class InstrumentedConsumer<TKey, TValue> : IDisposable
{
    private readonly IConsumer<TKey, TValue> _inner;
    private readonly HashSet<TopicPartition> _paused = [];
    private readonly HashSet<TopicPartition> _held = [];
    private string _topic = "";
    private long _polled = Stopwatch.GetTimestamp();

    internal InstrumentedConsumer(IConsumer<TKey, TValue> inner, string group, TimeSpan maxPollInterval, ClientTelemetry telemetry)
    {
        _inner = inner;
        Group = group;
        MaxPollInterval = maxPollInterval;
        Telemetry = telemetry;
    }

    /// <summary>The consumer group.</summary>
    public string Group { get; }

    /// <summary>How long it may go without a poll before the group takes its partitions away (<c>max.poll.interval.ms</c>).</summary>
    public TimeSpan MaxPollInterval { get; }

    /// <summary>How long ago it polled; before the first poll, how long ago it was made.</summary>
    public TimeSpan SincePoll => Stopwatch.GetElapsedTime(Interlocked.Read(ref _polled));

    internal ClientTelemetry Telemetry { get; }

    /// <summary>The client itself, for what needs no telemetry: assignment, seek, position, watermarks.</summary>
    public IConsumer<TKey, TValue> Client => _inner;

    /// <summary>Joins the group for a topic.</summary>
    /// <param name="topic">The topic.</param>
    public void Subscribe(string topic)
    {
        _topic = topic;
        _inner.Subscribe(topic);
    }

    /// <summary>
    /// Waits for messages, then takes what has already been fetched, up to a bound. Rebalance handlers run in here, so what they drop from the
    /// batch is gone when this returns.
    /// </summary>
    /// <param name="batch">Where the messages go; it is not cleared.</param>
    /// <param name="max">The most messages that the batch may hold.</param>
    /// <param name="wait">How long to wait for the first.</param>
    /// <param name="onEnd">Told each time the end of a partition is reached, where <c>enable.partition.eof</c> is set.</param>
    /// <exception cref="ConsumeException">A broker refused, or an offset is out of range.</exception>
    public void Poll(List<ConsumeResult<TKey, TValue>> batch, int max, TimeSpan wait, Action<TopicPartitionOffset>? onEnd = null)
    {
        ResumePaused();
        Activity? span = null;
        Error? error = null;
        long started = 0;
        try
        {
            for (var result = Consume(wait); result is not null; result = batch.Count < max ? Take(TimeSpan.Zero) : null)
            {
                if (result.IsPartitionEOF)
                {
                    onEnd?.Invoke(result.TopicPartitionOffset);
                    continue;
                }
                if (started == 0)
                {
                    span = PollSpan.Start(Telemetry, _topic, Group);
                    started = Stopwatch.GetTimestamp();
                }
                batch.Add(result);
            }
        }
        catch (ConsumeException e)
        {
            error = e.Error;
            throw;
        }
        finally
        {
            if (started != 0 || error is not null)
                PollSpan.Finish(span, _topic, Group, batch, started == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(started), error);
            span?.Dispose();
        }
    }

    /// <summary>
    /// Tells the group that this consumer lives although it polls no messages (KIP-62), so that slow work does not cost it its partitions.
    /// Rebalance handlers run in here. The partitions are paused until the next <see cref="Poll"/>.
    /// </summary>
    /// <exception cref="ConsumeException">A broker refused.</exception>
    public void KeepMembership()
    {
        PauseAll();
        var early = Consume(TimeSpan.Zero);
        // Of a partition that came just now. It is read again when its turn comes.
        if (early is { IsPartitionEOF: false })
            _inner.Seek(early.TopicPartitionOffset);
        PauseAll();
    }

    /// <summary>Lets a partition wait at a place until it is released.</summary>
    /// <param name="position">The place.</param>
    public void Hold(TopicPartitionOffset position)
    {
        _inner.Seek(position);
        _inner.Pause([position.TopicPartition]);
        _held.Add(position.TopicPartition);
    }

    /// <summary>Lets partitions go on that were held.</summary>
    /// <param name="partitions">The partitions.</param>
    public void Release(IReadOnlyCollection<TopicPartition> partitions)
    {
        _held.ExceptWith(partitions);
        _paused.UnionWith(partitions);
    }

    private ConsumeResult<TKey, TValue>? Consume(TimeSpan wait)
    {
        Interlocked.Exchange(ref _polled, Stopwatch.GetTimestamp());
        return Take(wait);
    }

    // A service may tell the client to leave the topic out, of which it would make a new string for each message; there is one topic here.
    private ConsumeResult<TKey, TValue>? Take(TimeSpan wait)
    {
        var result = _inner.Consume(wait);
        if (result is { Topic: null })
            result.Topic = _topic;
        return result;
    }

    private void PauseAll()
    {
        var assignment = _inner.Assignment;
        _inner.Pause(assignment);
        _paused.UnionWith(assignment);
    }

    // A partition stays paused when it goes to another consumer and comes back: then is the time to let it go on.
    private void ResumePaused()
    {
        if (_paused.Count == 0)
            return;
        var here = _inner.Assignment.Where(partition => _paused.Contains(partition) && !_held.Contains(partition)).ToList();
        _inner.Resume(here);
        _paused.ExceptWith(here);
    }

    /// <summary>Commits offsets to the group and waits for the answer.</summary>
    /// <param name="offsets">The next offset of each partition.</param>
    /// <returns>Why they were not committed (the group rebalances or has moved on, no coordinator answers); null if they were.</returns>
    /// <exception cref="KafkaException">The client can't go on.</exception>
    public Error? TryCommit(IReadOnlyCollection<TopicPartitionOffset> offsets)
    {
        using var span = CommitSpan.Start(Telemetry, _topic, Group);
        long started = Stopwatch.GetTimestamp();
        Error? error = null;
        try
        {
            _inner.Commit(offsets);
        }
        catch (KafkaException e) when (!e.Error.IsFatal)
        {
            error = e.Error;
        }
        CommitSpan.Finish(span, _topic, Group, error, Stopwatch.GetElapsedTime(started));
        return error;
    }

    /// <summary>Leaves the group, so that the others take over at once.</summary>
    public void Close() => _inner.Close();

    /// <inheritdoc />
    public void Dispose()
    {
        StatisticsMetrics.Forget(Telemetry.ClientId);
        _inner.Dispose();
    }
}
