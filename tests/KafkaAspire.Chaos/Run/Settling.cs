using System.Diagnostics;
using Confluent.Kafka;
using KafkaAspire.Chaos.Checker;
using KafkaAspire.Chaos.Traffic;

namespace KafkaAspire.Chaos.Run;

/// <summary>The time after the last fault, in which everything has to come to rest.</summary>
internal sealed class Settling(TopicReader reader)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits until the group has committed every message of the log.</summary>
    /// <returns>Null once it has; else where it stands at the deadline.</returns>
    public async Task<string?> WaitAsync(CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        string? open = "no broker answers";
        while (Stopwatch.GetElapsedTime(start) < Patience)
        {
            if ((open = await Task.Run(FindOpen, cancellationToken)) is null)
                return null;
            await Task.Delay(Look, cancellationToken);
        }
        return open;
    }

    private string? FindOpen()
    {
        try
        {
            var ends = reader.EndsOf(NewerMessages.Topic);
            var committed = reader.CommittedBy(NewerMessages.Topic);
            var open = ends.Where(end => committed[end.Key] < end.Value).ToList();
            return open.Count == 0 ? null : string.Join(", ", open.Select(end => $"partition {end.Key} is at {committed[end.Key]} of {end.Value}"));
        }
        catch (KafkaException e)
        {
            return e.Error.Reason; // still electing: there is a deadline
        }
    }
}
