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
    /// <summary>How many traces a second are taken unless <c>Telemetry:TracesPerSecond</c> says otherwise.</summary>
    public const double DefaultTracesPerSecond = 50;

    private readonly double _ticksPerTrace = tracesPerSecond > 0 ? Stopwatch.Frequency / tracesPerSecond : double.PositiveInfinity;
    // One trace at least, or a rate below one a second would never take any.
    private readonly long _bucket = (long)Math.Max(Stopwatch.Frequency, tracesPerSecond > 0 ? Stopwatch.Frequency / tracesPerSecond : 0);
    private long _paidUntil = long.MinValue;

    /// <inheritdoc />
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        new(TryTake() ? SamplingDecision.RecordAndSample : SamplingDecision.Drop);

    private bool TryTake()
    {
        if (double.IsPositiveInfinity(_ticksPerTrace))
            return false;
        while (true)
        {
            long now = Stopwatch.GetTimestamp();
            long paid = Volatile.Read(ref _paidUntil);
            long next = Math.Max(paid, now - _bucket) + (long)_ticksPerTrace;
            if (next > now)
                return false;
            if (Interlocked.CompareExchange(ref _paidUntil, next, paid) == paid)
                return true;
        }
    }
}
