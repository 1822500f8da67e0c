namespace Explorer.Service.Lag;

/// <summary>
/// Burrow's rules, by which a group's commits on a partition tell how it gets on, without a threshold that somebody has to choose
/// (https://github.com/linkedin/Burrow/wiki/Consumer-Lag-Evaluation-Rules, and as refined up to its version 1.9).
/// </summary>
internal static class StatusRules
{
    /// <summary>Judges.</summary>
    /// <param name="commits">The commits of the last window, the oldest first.</param>
    /// <param name="recentEnds">The partition's ends during it.</param>
    /// <param name="lag">Messages that wait now.</param>
    /// <param name="now">The time.</param>
    public static LagStatus Judge(IReadOnlyList<CommitSample> commits, IEnumerable<long> recentEnds, long lag, DateTimeOffset now)
    {
        if (lag <= 0 || commits.Count == 0)
            return LagStatus.Ok;
        // Even a group that had read everything stops when messages come and no commit does; but not for what came a moment ago.
        if (HasStopped(commits, now) && !recentEnds.Any(end => end <= commits[^1].Offset))
            return LagStatus.Stop;
        if (IsRewound(commits))
            return LagStatus.Rewind;
        if (commits.Any(commit => commit.Lag == 0))
            return LagStatus.Ok;
        if (commits.All(commit => commit.Offset == commits[0].Offset))
            return LagStatus.Stall;
        return LagNeverFell(commits) ? LagStatus.Warn : LagStatus.Ok;
    }

    // The silence since the last commit is longer than all that the window spans.
    private static bool HasStopped(IReadOnlyList<CommitSample> commits, DateTimeOffset now) =>
        now - commits[^1].At > commits[^1].At - commits[0].At;

    // The first step back is not made good by a later commit.
    private static bool IsRewound(IReadOnlyList<CommitSample> commits)
    {
        for (int i = 1; i < commits.Count; i++)
            if (commits[i].Offset < commits[i - 1].Offset)
                return !commits.Skip(i).Any(commit => commit.Offset >= commits[i - 1].Offset);
        return false;
    }

    private static bool LagNeverFell(IReadOnlyList<CommitSample> commits)
    {
        for (int i = 1; i < commits.Count; i++)
            if (commits[i].Lag < commits[i - 1].Lag)
                return false;
        return true;
    }
}
