namespace Explorer.Service.Messages;

/// <summary>Which messages of a topic to show.</summary>
/// <param name="Topic">The topic.</param>
public sealed record MessageQuery(string Topic)
{
    /// <summary>The partition; null is all.</summary>
    public int? Partition { get; init; }

    /// <summary>Where to begin.</summary>
    public MessageStart Start { get; init; }

    /// <summary>The first offset, with <see cref="MessageStart.Offset"/>.</summary>
    public long Offset { get; init; }

    /// <summary>The earliest time, with <see cref="MessageStart.Time"/>.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>What the key has to be, in UTF-8; null or empty is any.</summary>
    public string? Key { get; init; }

    /// <summary>What the key, the value or a header has to contain, in UTF-8 and the same case; null or empty is anything.</summary>
    public string? Text { get; init; }

    /// <summary>Whether messages of transactions that are open or were aborted show, too.</summary>
    public bool IncludesUncommitted { get; init; }
}

/// <summary>Where to begin, and with that in which direction to go on.</summary>
public enum MessageStart
{
    /// <summary>At the end, backwards.</summary>
    Newest,

    /// <summary>At the first message that is kept.</summary>
    Oldest,

    /// <summary>At an offset.</summary>
    Offset,

    /// <summary>At a time.</summary>
    Time,
}
