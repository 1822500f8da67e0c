using Explorer.Service.Lag;

namespace KafkaAspire.Explorer.Tests.Lag;

/// <summary>Which of the scans count as commits.</summary>
public sealed class CommitWindowTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly CommitWindow _window = new(TimeSpan.FromSeconds(50));

    [Fact]
    public void The_same_offset_counts_again_while_somebody_is_assigned_the_partition()
    {
        Scan(seconds: 0..20, _ => 7, isAssigned: true);
        Assert.Equal([0, 5, 10, 15], Times());
    }

    [Fact]
    public void The_same_offset_counts_once_while_nobody_is()
    {
        Scan(seconds: 0..100, _ => 7, isAssigned: false);
        Assert.Equal([0], Times());
    }

    [Fact]
    public void A_changed_offset_counts_whoever_committed_it()
    {
        Scan(seconds: 0..31, second => second / 10, isAssigned: false);
        Assert.Equal([0, 10, 20, 30], Times());
    }

    [Fact]
    public void Frequent_commits_take_each_others_place_until_the_interval_has_passed()
    {
        Scan(seconds: 0..12, second => second, isAssigned: false);
        Assert.Equal([0, 5, 10], Times());
        Assert.Equal([4, 9, 11], _window.Samples.Select(sample => sample.Offset));
    }

    [Fact]
    public void Ten_are_kept()
    {
        Scan(seconds: 0..200, second => second, isAssigned: true);
        Assert.Equal(CommitWindow.Size, _window.Samples.Count);
        Assert.Equal(150, Times()[0]);
    }

    [Fact]
    public void Scans_at_the_interval_all_count_also_when_they_come_a_moment_early()
    {
        for (int i = 0; i < 10; i++)
            _window.Add(Start.AddSeconds(5 * i - 0.02 * (i % 2)), 7, 1, isAssigned: true);
        Assert.Equal(10, _window.Samples.Count);
    }

    [Fact]
    public void It_is_complete_after_a_whole_window()
    {
        Assert.False(_window.IsComplete(Start));
        _window.Add(Start, 7, 1, isAssigned: false);
        Assert.False(_window.IsComplete(Start.AddSeconds(49.9)));
        Assert.True(_window.IsComplete(Start.AddSeconds(50)));
    }

    private void Scan(Range seconds, Func<int, long> offset, bool isAssigned)
    {
        for (int second = seconds.Start.Value; second < seconds.End.Value; second++)
            _window.Add(Start.AddSeconds(second), offset(second), lag: 1, isAssigned);
    }

    private int[] Times() => [.. _window.Samples.Select(sample => (int)(sample.At - Start).TotalSeconds)];
}
