using Confluent.Kafka;

namespace KafkaAspire.Explorer.Tests;

/// <summary>Polling as a consumer that lives through a coordinator's move does it.</summary>
internal static class Polling
{
    /// <summary>The next message; null when none came in time, or when the client met an error after which it goes on by itself.</summary>
    public static ConsumeResult<TKey, TValue>? Poll<TKey, TValue>(this IConsumer<TKey, TValue> consumer, TimeSpan timeout)
    {
        try
        {
            return consumer.Consume(timeout);
        }
        catch (ConsumeException e) when (!e.Error.IsFatal)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"polling goes on after: {e.Error.Reason}");
            return null;
        }
    }
}
