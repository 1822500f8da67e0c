namespace Explorer.Service.Lag;

/// <summary>
/// How a consumer group gets on with a partition, in the terms of Burrow (https://github.com/linkedin/Burrow/wiki/Consumer-Lag-Evaluation-Rules)
/// and with its numbers, so that a chart of either means the same.
/// </summary>
public enum LagStatus
{
    /// <summary>Nothing is known yet: the group has committed nothing.</summary>
    NotFound = 0,

    /// <summary>The group keeps up, or catches up.</summary>
    Ok = 1,

    /// <summary>The group commits, and falls behind all the same.</summary>
    Warn = 2,

    /// <summary>Of a group only: one of its partitions is in <see cref="Stop"/>, <see cref="Stall"/> or <see cref="Rewind"/>.</summary>
    Error = 3,

    /// <summary>Of a partition only: messages wait, and nobody commits any more.</summary>
    Stop = 4,

    /// <summary>Of a partition only: messages wait, a consumer is there, and what it commits does not move.</summary>
    Stall = 5,

    /// <summary>Of a partition only: the group went back to an earlier offset, and has not come forward again.</summary>
    Rewind = 6,
}

/// <summary>What follows from a status.</summary>
public static class LagStatuses
{
    /// <summary>The status in Burrow's word.</summary>
    /// <param name="status">The status.</param>
    public static string Word(this LagStatus status) => status switch
    {
        LagStatus.NotFound => "NOTFOUND",
        LagStatus.Ok => "OK",
        LagStatus.Warn => "WARN",
        LagStatus.Error => "ERR",
        LagStatus.Stop => "STOP",
        LagStatus.Stall => "STALL",
        _ => "REWIND",
    };

    /// <summary>A group's status: the worst of its partitions', where all that is worse than an error counts as one.</summary>
    /// <param name="partitions">The partitions' statuses.</param>
    public static LagStatus OfGroup(IEnumerable<LagStatus> partitions)
    {
        var worst = partitions.DefaultIfEmpty(LagStatus.NotFound).Max();
        return worst > LagStatus.Error ? LagStatus.Error : worst;
    }
}
