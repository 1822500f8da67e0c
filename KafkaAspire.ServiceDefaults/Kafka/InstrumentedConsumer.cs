using System.Diagnostics;
using Confluent.Kafka;
using KafkaAspire.ServiceDefaults.Kafka.Telemetry;

namespace KafkaAspire.ServiceDefaults.Kafka;

/// <summary>
/// A consumer that hands out messages in batches and tells what it does: <c>poll</c> and <c>commit</c> spans, and counters. Not thread-safe:
/// one loop polls, and no rebalance happens outside a poll.
/// </summary>
public sealed class InstrumentedConsumer<TKey, TValue> : IDisposable
{
    private readonly IConsumer<TKey, TValue> _inner;
    private string _topic = "";

    internal InstrumentedConsumer(IConsumer<TKey, TValue> inner, string group)
    {
        _inner = inner;
        Group = group;
    }

    /// <summary>The consumer group.</summary>
    public string Group { get; }

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
    /// <exception cref="ConsumeException">A broker refused, or an offset is out of range.</exception>
    public void Poll(List<ConsumeResult<TKey, TValue>> batch, int max, TimeSpan wait)
    {
        var first = _inner.Consume(wait);
        if (first is null)
            return;
        using var span = PollSpan.Start(_topic, Group);
        long started = Stopwatch.GetTimestamp();
        for (var result = first; result is not null; result = batch.Count < max ? _inner.Consume(TimeSpan.Zero) : null)
            if (!result.IsPartitionEOF)
                batch.Add(result);
        PollSpan.Finish(span, _topic, Group, batch, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Commits offsets to the group and waits for the answer.</summary>
    /// <param name="offsets">The next offset of each partition.</param>
    /// <exception cref="KafkaException">The group has moved on, or no coordinator answered.</exception>
    public void Commit(IReadOnlyCollection<TopicPartitionOffset> offsets)
    {
        using var span = CommitSpan.Start(_topic, Group);
        long started = Stopwatch.GetTimestamp();
        ErrorCode error = ErrorCode.NoError;
        try
        {
            _inner.Commit(offsets);
        }
        catch (KafkaException e)
        {
            error = e.Error.Code;
            throw;
        }
        finally
        {
            CommitSpan.Finish(span, _topic, Group, error, Stopwatch.GetElapsedTime(started));
        }
    }

    /// <summary>Leaves the group, so that the others take over at once.</summary>
    public void Close() => _inner.Close();

    /// <inheritdoc />
    public void Dispose() => _inner.Dispose();
}
