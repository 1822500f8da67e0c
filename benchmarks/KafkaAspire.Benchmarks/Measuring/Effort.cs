using System.Diagnostics;

namespace KafkaAspire.Benchmarks.Measuring;

/// <summary>What this process spends from a moment on: time, processor time and allocations.</summary>
internal readonly struct Effort
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly TimeSpan _processor = Environment.CpuUsage.TotalTime;
    private readonly long _allocated = GC.GetTotalAllocatedBytes();

    /// <summary>Begins now.</summary>
    public Effort()
    {
    }

    public TimeSpan Time => Stopwatch.GetElapsedTime(_started);

    /// <summary>What was done up to now, as a rate.</summary>
    /// <param name="messages">How many messages were done since the beginning.</param>
    public Sample RateOf(long messages) => new(
        messages / Time.TotalSeconds,
        (Environment.CpuUsage.TotalTime - _processor).TotalMicroseconds / messages,
        (double)(GC.GetTotalAllocatedBytes() - _allocated) / messages);
}
