using System.Diagnostics;

namespace KafkaAspire.Benchmarks.Latency;

/// <summary>When each message of a round was sent, and how long it took.</summary>
internal sealed class Latencies
{
    private readonly long[] _sent = new long[LatencyBenchmark.Messages];
    private readonly double[] _took = new double[LatencyBenchmark.Messages];
    private int _arrived;

    /// <summary>Whether every message has arrived.</summary>
    public bool IsComplete => Volatile.Read(ref _arrived) == _took.Length;

    public void Sent(int number) => Volatile.Write(ref _sent[number], Stopwatch.GetTimestamp());

    public void Arrived(int number)
    {
        if (_took[number] == 0)
        {
            _took[number] = Stopwatch.GetElapsedTime(Volatile.Read(ref _sent[number])).TotalMilliseconds;
            Interlocked.Increment(ref _arrived);
        }
    }

    /// <summary>A quantile in ms, without the warm-up.</summary>
    public double Quantile(double share)
    {
        double[] sorted = [.. _took.Skip(LatencyBenchmark.WarmUp).Order()];
        return sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];
    }

    /// <summary>Sends at the rate; what is late is made up for, and its lateness does not count: it was not sent yet.</summary>
    /// <param name="send">Sends one, by its number.</param>
    public void SendAll(Action<int> send)
    {
        long start = Stopwatch.GetTimestamp();
        for (int number = 0; number < LatencyBenchmark.Messages; number++)
        {
            var due = TimeSpan.FromSeconds((double)number / LatencyBenchmark.PerSecond) - Stopwatch.GetElapsedTime(start);
            if (due > TimeSpan.FromMilliseconds(1))
                Thread.Sleep(due);
            Sent(number);
            send(number);
        }
    }
}
