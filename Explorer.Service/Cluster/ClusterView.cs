using Confluent.Kafka;

namespace Explorer.Service.Cluster;

/// <summary>What is known of the cluster: the last snapshot, and why there is no newer one.</summary>
/// <param name="Snapshot">The last snapshot; null before the first.</param>
/// <param name="Failure">Why the cluster does not answer now; null while it does.</param>
public sealed record ClusterView(ClusterSnapshot? Snapshot, ClusterFailure? Failure)
{
    /// <summary>Nothing was asked yet.</summary>
    public static readonly ClusterView NotYet = new(null, null);

    internal ClusterView With(ClusterSnapshot snapshot) => new(snapshot, null);

    internal ClusterView With(Error error, DateTimeOffset now) => this with { Failure = new(error.Reason, Failure?.Since ?? now) };
}

/// <summary>The cluster does not answer.</summary>
/// <param name="Reason">What the client says.</param>
/// <param name="Since">Since when.</param>
public sealed record ClusterFailure(string Reason, DateTimeOffset Since);
