using System.Diagnostics;
using OpenTelemetry.Trace;

namespace KafkaAspire.ServiceDefaults.Telemetry;

/// <summary>
/// Takes at most so many new traces a second (a token bucket that holds one second's worth), so that a service which sends a million messages
/// a second neither floods the back end nor slows down. Meant as the root of a <see cref="ParentBasedSampler"/>.
/// </summary>
/// <param name="tracesPerSecond">How many traces a second; 0 takes none.</param>
public sealed class RateLimitedSampler(double tracesPerSecond) : Sampler
{
    private readonly double _ticksPerTrace = tracesPerSecond > 0 ? Stopwatch.Frequency / tracesPerSecond : double.PositiveInfinity;
    // One trace at least, or a rate below one a second would never take any.
    private readonly long _bucket = (long)Math.Max(Stopwatch.Frequency, tracesPerSecond > 0 ? Stopwatch.Frequency / tracesPerSecond : 0);
    private long _paidUntil = long.MinValue;

    /// <summary>
    /// Whether a trace that began now would be taken. Whoever begins very many looks here first: a span that is started and then dropped costs an
    /// object, a look costs nothing.
    /// </summary>
    public bool HasRoom => Next(out long now, out _) <= now;

    /// <inheritdoc />
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        new(TryTake() ? SamplingDecision.RecordAndSample : SamplingDecision.Drop);

    private bool TryTake()
    {
        while (true)
        {
            long next = Next(out long now, out long paid);
            if (next > now)
                return false;
            if (Interlocked.CompareExchange(ref _paidUntil, next, paid) == paid)
                return true;
        }
    }

    // Until when the bucket would be paid for after one more trace: it is taken if that is not in the future.
    private long Next(out long now, out long paid)
    {
        now = Stopwatch.GetTimestamp();
        paid = Volatile.Read(ref _paidUntil);
        return double.IsPositiveInfinity(_ticksPerTrace) ? long.MaxValue : Math.Max(paid, now - _bucket) + (long)_ticksPerTrace;
    }
}
