using Confluent.Kafka;

namespace KafkaAspire.Contracts;

/// <summary>
/// A message's timestamp as a time. Kafka holds any 64-bit number of milliseconds, and brokers before 4.0 take what a client says, such as one that counts
/// in microseconds: the client's own <see cref="Timestamp.UtcDateTime"/> throws for what no calendar has.
/// </summary>
public static class MessageTimestamp
{
    private static readonly long First = DateTimeOffset.MinValue.ToUnixTimeMilliseconds(), Last = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>The time; the first or the last of the calendar where it lies outside of it.</summary>
    /// <param name="timestamp">The timestamp.</param>
    public static DateTime ToUtc(this Timestamp timestamp) => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(timestamp.UnixTimestampMs, First, Last)).UtcDateTime;
}
