using Explorer.Service.Lag;

namespace KafkaAspire.Explorer.Tests.Lag;

/// <summary>When a message was written, from where its partition ended at known times.</summary>
public sealed class EndOffsetsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly EndOffsets _ends = new();

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(9, 9.5)]
    [InlineData(10, 10.25)]
    [InlineData(29, 19.75)]
    public void Messages_come_evenly_between_two_looks(long offset, double expected)
    {
        See((0, 0), (10, 10), (20, 30));
        Assert.Equal(expected, Seconds(offset), 6);
        Assert.Equal(10, _ends.TimeOf(offset)!.Value.Within.TotalSeconds);
    }

    [Fact]
    public void What_was_there_before_the_first_look_and_what_is_not_there_yet_have_no_time()
    {
        See((0, 100), (10, 200));
        Assert.Null(_ends.TimeOf(99));
        Assert.NotNull(_ends.TimeOf(100));
        Assert.NotNull(_ends.TimeOf(199));
        Assert.Null(_ends.TimeOf(200));
    }

    [Fact]
    public void A_time_without_messages_does_not_blur_when_the_next_one_came()
    {
        See([.. Enumerable.Range(0, 1000).Select(second => (second, 5L)), (1000, 6)]);
        Assert.Equal(999.5, Seconds(5), 6);
        Assert.Equal(1, _ends.TimeOf(5)!.Value.Within.TotalSeconds);
    }

    [Fact]
    public void After_many_looks_the_oldest_are_forgotten()
    {
        See([.. Enumerable.Range(0, 1000).Select(second => (second, (long)second))]);
        Assert.Null(_ends.TimeOf(800));
        Assert.Equal(950.5, Seconds(950), 6);
    }

    [Fact]
    public void A_partition_that_was_created_again_starts_anew()
    {
        See((0, 100), (10, 200), (20, 3), (30, 8));
        Assert.Null(_ends.TimeOf(150));
        Assert.Null(_ends.TimeOf(2));
        Assert.Equal(21, Seconds(3), 6);
    }

    [Fact]
    public void The_answer_of_a_slow_broker_counts_once()
    {
        See((0, 0), (10, 10), (10, 10), (5, 4));
        Assert.Equal(0.5, Seconds(0), 6);
    }

    [Fact]
    public void The_ends_since_a_time_include_the_one_that_held_then()
    {
        See((0, 1), (10, 2), (20, 3), (30, 4));
        Assert.Equal([4, 3, 2], _ends.Since(Start.AddSeconds(15)));
        Assert.Equal([4, 3, 2, 1], _ends.Since(Start.AddSeconds(-1)));
    }

    [Theory]
    [InlineData(false, 5L)]
    [InlineData(false, 5L, 6L)]
    [InlineData(true, 5L, 6L, 6L)]
    [InlineData(true, 5L, 6L, 6L, 6L, 6L)]
    [InlineData(false, 5L, 6L, 6L, 6L, 7L)]
    public void It_is_at_rest_when_two_looks_saw_the_same_end(bool expected, params long[] ends)
    {
        See([.. ends.Select((end, second) => (second, end))]);
        Assert.Equal(expected, _ends.IsAtRest);
    }

    private void See(params (int Second, long End)[] looks)
    {
        foreach (var (second, end) in looks)
            _ends.Add(Start.AddSeconds(second), end);
    }

    private double Seconds(long offset) => (_ends.TimeOf(offset)!.Value.At - Start).TotalSeconds;
}
