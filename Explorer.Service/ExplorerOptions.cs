namespace Explorer.Service;

/// <summary>The section <c>Explorer</c> of the configuration.</summary>
public sealed record ExplorerOptions
{
    /// <summary>How often the cluster is asked while somebody looks at a page.</summary>
    public TimeSpan RefreshInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often the cluster is asked for the lag metrics while nobody looks; zero asks only while somebody does.</summary>
    public TimeSpan ScanInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a broker may take to answer one request before its part of the page says that it did not.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Over how long a consumer group is watched before it is told to be slow, stalled or stopped: ten samples of what it commits.</summary>
    public TimeSpan StatusWindow { get; init; } = TimeSpan.FromSeconds(50);

    /// <summary>Consumer groups to look for, separated by commas, on a cluster that cannot list its groups (the embedded brokers).</summary>
    public string KnownGroups { get; init; } = "ledger";

    internal string[] KnownGroupIds => KnownGroups.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
