using KafkaAspire.ServiceDefaults.Telemetry;
using OpenTelemetry.Trace;

namespace KafkaAspire.Services.Tests.Telemetry;

public class RateLimitedSamplerTests
{
    private static int Taken(RateLimitedSampler sampler, int asked) =>
        Enumerable.Range(0, asked).Count(_ => sampler.ShouldSample(default).Decision == SamplingDecision.RecordAndSample);

    [Fact]
    public void A_burst_gets_one_seconds_worth() => Assert.Equal(20, Taken(new(20), 25));

    [Fact]
    public void A_rate_below_one_a_second_takes_one() => Assert.Equal(1, Taken(new(0.001), 1_000));

    [Fact]
    public void No_trace_is_taken_at_a_rate_of_nought() => Assert.Equal(0, Taken(new(0), 1_000));

    [Fact]
    public void A_high_rate_takes_all() => Assert.Equal(1_000, Taken(new(1_000_000), 1_000));

    [Fact]
    public void A_look_says_whether_one_would_be_taken_and_takes_none()
    {
        var sampler = new RateLimitedSampler(20);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.True(sampler.HasRoom));
        Assert.Equal(20, Taken(sampler, 25));
        Assert.False(sampler.HasRoom);
        Assert.False(new RateLimitedSampler(0).HasRoom);
    }
}
