using Confluent.Kafka;

namespace KafkaAspire.Benchmarks.Clusters;

/// <summary>
/// The answers to a bare producer's messages: one delivery handler for all, and a bounded number in flight, since a bare client throws when its queue
/// is full.
/// </summary>
/// <param name="room">The most messages in flight.</param>
internal sealed class Answers<TKey, TValue>(int room)
{
    private readonly object _changed = new();
    private int _inFlight;
    private string? _failure;
    private Action<DeliveryReport<TKey, TValue>>? _onDelivered;

    public Action<DeliveryReport<TKey, TValue>> OnDelivered => _onDelivered ??= Take;

    /// <summary>Waits for room, and counts a message.</summary>
    public void Enter()
    {
        if (Interlocked.Increment(ref _inFlight) <= room)
            return;
        lock (_changed)
            while (Volatile.Read(ref _inFlight) > room)
                Monitor.Wait(_changed, TimeSpan.FromMilliseconds(100));
    }

    public void ThrowIfFailed()
    {
        if (_failure is not null)
            throw new InvalidOperationException($"a message was not acknowledged: {_failure}");
    }

    private void Take(DeliveryReport<TKey, TValue> report)
    {
        if (report.Error.IsError)
            _failure = report.Error.Reason;
        // Waking the sender for each message would cost more than the message.
        if (Interlocked.Decrement(ref _inFlight) == room * 3 / 4)
            lock (_changed)
                Monitor.PulseAll(_changed);
    }
}
