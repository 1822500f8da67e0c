namespace Explorer.Service.Offsets;

/// <summary>Where a group's offsets are to go.</summary>
public enum ResetTarget
{
    /// <summary>To the first message that is kept.</summary>
    Earliest,

    /// <summary>To the end: what is there is passed over.</summary>
    Latest,

    /// <summary>To the first message of a time, or the end where all are older.</summary>
    Time,

    /// <summary>By a number of messages, forwards or, below zero, backwards.</summary>
    Shift,
}

/// <summary>What is asked for.</summary>
/// <param name="Group">The group.</param>
/// <param name="Topic">The topic; null is all that it has committed.</param>
/// <param name="Target">Where to.</param>
/// <param name="Time">With <see cref="ResetTarget.Time"/>, when.</param>
/// <param name="Shift">With <see cref="ResetTarget.Shift"/>, by how many.</param>
public sealed record ResetWish(string Group, string? Topic, ResetTarget Target, DateTimeOffset Time, long Shift)
{
    /// <summary>The wish in words, for a log.</summary>
    public string InWords => Target switch
    {
        ResetTarget.Earliest => "the earliest",
        ResetTarget.Latest => "the latest",
        ResetTarget.Time => $"{Time:yyyy-MM-dd HH:mm:ss zzz}",
        _ => $"{Shift:+0;-0;0} messages",
    };
}

/// <summary>What a reset would do, before it does.</summary>
/// <param name="Wish">What was asked for.</param>
/// <param name="Steps">Each partition's step.</param>
/// <param name="Trouble">Which partitions are left out, and why; null if none is.</param>
public sealed record ResetPlan(ResetWish Wish, IReadOnlyList<ResetStep> Steps, string? Trouble)
{
    /// <summary>The steps that go anywhere.</summary>
    public IEnumerable<ResetStep> Moves => Steps.Where(step => step.From != step.To);
}

/// <summary>A partition's step.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition.</param>
/// <param name="From">The next offset that the group would read now; null if it has committed none.</param>
/// <param name="To">The one that it would read then.</param>
public sealed record ResetStep(string Topic, int Partition, long? From, long To)
{
    /// <summary>Messages that would be read again (below zero) or passed over.</summary>
    public long? Change => To - From;
}
