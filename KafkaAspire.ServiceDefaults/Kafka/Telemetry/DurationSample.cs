namespace KafkaAspire.ServiceDefaults.Kafka.Telemetry;

/// <summary>
/// Which messages a histogram of durations hears of: each, up to a thousand a second, and one in a hundred of those beyond. A histogram looks its
/// attributes up at each record, which takes a tenth of the time that sending takes; a thousand tell what all would tell. Counters miss none.
/// </summary>
internal sealed class DurationSample
{
    private const int Each = 1_000;
    private const int OneOf = 100;

    /// <summary>Of sends that were acknowledged.</summary>
    public static readonly DurationSample Sends = new();

    private long _second;
    private int _seen;

    /// <summary>Whether the next one is recorded. Where two threads ask at once one more or less is: nobody counts on it.</summary>
    public bool Takes()
    {
        // Milliseconds by 1,024, near enough.
        long second = Environment.TickCount64 >> 10;
        if (second != _second)
            (_second, _seen) = (second, 0);
        return ++_seen <= Each || _seen % OneOf == 0;
    }
}
