using Explorer.Service.Lag;

namespace KafkaAspire.Explorer.Tests.Lag;

/// <summary>Each of Burrow's rules, and where it ends.</summary>
public sealed class StatusRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Ten commits, five seconds apart, and a moment after the last.
    private static readonly DateTimeOffset Now = Start.AddSeconds(46);

    [Theory]
    [InlineData("nothing waits", "100 100 100 100 100 100 100 100 100 100", "9 9 9 9 9 9 9 9 9 9", 0, LagStatus.Ok)]
    [InlineData("it moves, and lag falls once", "1 2 3 4 5 6 7 8 9 10", "5 5 5 5 4 5 6 7 8 9", 9, LagStatus.Ok)]
    [InlineData("it moves, and lag never falls", "1 2 3 4 5 6 7 8 9 10", "1 1 1 1 2 2 2 2 3 3", 3, LagStatus.Warn)]
    [InlineData("it moves, and lag stays", "1 2 3 4 5 6 7 8 9 10", "7 7 7 7 7 7 7 7 7 7", 7, LagStatus.Warn)]
    [InlineData("it does not move", "5 5 5 5 5 5 5 5 5 5", "1 1 2 2 3 3 4 4 5 5", 5, LagStatus.Stall)]
    [InlineData("it does not move, and lag falls, as records were deleted", "5 5 5 5 5 5 5 5 5 5", "9 8 7 6 5 4 3 2 1 1", 1, LagStatus.Stall)]
    [InlineData("it moved once", "5 5 5 5 5 5 5 5 5 6", "1 1 2 2 3 3 4 4 5 5", 5, LagStatus.Warn)]
    [InlineData("it does not move, but had read all once", "5 5 5 5 5 5 5 5 5 5", "1 0 2 2 3 3 4 4 5 5", 5, LagStatus.Ok)]
    [InlineData("it went back", "5 6 7 8 9 2 3 4 5 6", "1 1 1 1 1 9 8 7 6 5", 5, LagStatus.Rewind)]
    [InlineData("it went back, after it had read all", "5 6 7 8 9 2 3 4 5 6", "1 1 1 1 0 9 8 7 6 5", 5, LagStatus.Rewind)]
    [InlineData("it went back in the last commit", "1 2 3 4 5 6 7 8 9 8", "1 1 1 1 1 1 1 1 1 2", 2, LagStatus.Rewind)]
    [InlineData("it went back and came forward again", "5 6 7 8 9 8 9 10 11 12", "3 3 3 3 3 4 3 3 2 1", 1, LagStatus.Ok)]
    [InlineData("it went back, and only to where it was from there", "5 6 7 8 9 2 3 4 5 8", "1 1 1 1 1 9 8 7 6 3", 3, LagStatus.Rewind)]
    [InlineData("it went back, and has read all", "5 6 7 8 9 2 3 4 5 6", "1 1 1 1 1 9 8 7 6 0", 0, LagStatus.Ok)]
    public void A_group_that_goes_on_committing(string _, string offsets, string lags, long lag, LagStatus expected) =>
        Assert.Equal(expected, StatusRules.Judge(Commits(offsets, lags), recentEnds: [1000], lag, Now));

    [Theory]
    [InlineData(45, LagStatus.Ok)]
    [InlineData(45.001, LagStatus.Stop)]
    [InlineData(3600, LagStatus.Stop)]
    public void A_group_stops_when_it_is_silent_for_longer_than_all_its_commits_took(double silence, LagStatus expected)
    {
        var commits = Commits("1 2 3 4 5 6 7 8 9 10", "9 8 7 6 5 4 3 2 1 1");
        Assert.Equal(expected, StatusRules.Judge(commits, [1000], lag: 1, Start.AddSeconds(45 + silence)));
    }

    [Fact]
    public void A_stop_counts_also_where_all_had_been_read_once()
    {
        var commits = Commits("1 2 3 4 5 6 7 8 9 10", "0 0 0 0 0 0 0 0 0 0");
        Assert.Equal(LagStatus.Stop, StatusRules.Judge(commits, [11, 11], lag: 1, Start.AddHours(1)));
    }

    [Theory]
    [InlineData(9, LagStatus.Ok)]
    [InlineData(10, LagStatus.Ok)]
    [InlineData(11, LagStatus.Stop)]
    public void What_came_a_moment_ago_is_not_held_against_a_silent_group(long endBefore, LagStatus expected) =>
        Assert.Equal(expected, StatusRules.Judge(Commits("1 2 3 4 5 6 7 8 9 10", "1 1 1 1 1 1 1 1 1 0"), [15, endBefore], lag: 5, Start.AddHours(1)));

    [Fact]
    public void A_single_commit_is_a_stop_once_time_has_passed() =>
        Assert.Equal(LagStatus.Stop, StatusRules.Judge([new(Start, 5, 5)], [10], lag: 5, Start.AddSeconds(1)));

    [Fact]
    public void Without_a_commit_nothing_is_wrong() => Assert.Equal(LagStatus.Ok, StatusRules.Judge([], [10], lag: 10, Now));

    [Fact]
    public void A_group_is_as_bad_as_its_worst_partition_and_no_worse_than_an_error()
    {
        Assert.Equal(LagStatus.NotFound, LagStatuses.OfGroup([]));
        Assert.Equal(LagStatus.NotFound, LagStatuses.OfGroup([LagStatus.NotFound]));
        Assert.Equal(LagStatus.Ok, LagStatuses.OfGroup([LagStatus.NotFound, LagStatus.Ok]));
        Assert.Equal(LagStatus.Warn, LagStatuses.OfGroup([LagStatus.Warn, LagStatus.Ok]));
        Assert.All([LagStatus.Stop, LagStatus.Stall, LagStatus.Rewind], worst => Assert.Equal(LagStatus.Error, LagStatuses.OfGroup([LagStatus.Warn, worst])));
    }

    [Fact]
    public void The_words_and_numbers_are_Burrows() =>
        Assert.Equal(["NOTFOUND", "OK", "WARN", "ERR", "STOP", "STALL", "REWIND"], Enum.GetValues<LagStatus>().Order().Select(status => status.Word()));

    private static List<CommitSample> Commits(string offsets, string lags) =>
        [.. offsets.Split(' ').Zip(lags.Split(' '), (offset, lag) => (long.Parse(offset), long.Parse(lag)))
            .Select((commit, i) => new CommitSample(Start.AddSeconds(5 * i), commit.Item1, commit.Item2))];
}
