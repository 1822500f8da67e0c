using System.Diagnostics;
using Confluent.Kafka;
using Explorer.Service.Cluster.Wire;
using Explorer.Service.Lag;
using Explorer.Service.Security;

namespace Explorer.Service.Cluster;

/// <summary>
/// Takes one snapshot of the cluster: metadata, then groups, then offsets and the controller side by side. The number of requests grows with
/// the brokers, never with partitions or groups, and none of them waits for a broker that hangs. One scan at a time.
/// </summary>
internal sealed class ClusterScan : IDisposable
{
    private readonly IReadOnlyList<BrokerAddress> _bootstrap;
    private readonly LagMonitor _lags;
    private readonly TimeProvider _time;
    private readonly AnyBroker _layout, _quorum;
    private readonly BrokerRound<ListedGroups> _listed, _named;
    private readonly BrokerRound<IReadOnlyDictionary<TopicPartition, LogRange>> _offsets;
    private readonly GroupScan _groupScan;
    private readonly OffsetScan _offsetScan;
    private readonly ClusterIdentity _identity;

    /// <summary>Makes a scan.</summary>
    /// <param name="bootstrap">Where to begin.</param>
    /// <param name="access">How the brokers are spoken to.</param>
    /// <param name="options">How long to wait, and which groups to look for.</param>
    /// <param name="lags">Follows the groups.</param>
    /// <param name="time">The clock.</param>
    public ClusterScan(IReadOnlyList<BrokerAddress> bootstrap, BrokerAccess access, ExplorerOptions options, LagMonitor lags, TimeProvider time)
    {
        (_bootstrap, _lags, _time) = (bootstrap, lags, time);
        _layout = new(access, options.RequestTimeout, time);
        _quorum = new(access, options.RequestTimeout, time);
        _listed = new(access, options.RequestTimeout, time);
        _named = new(access, options.RequestTimeout, time);
        _offsets = new(access, options.RequestTimeout, time);
        _groupScan = new(_listed, _named, options.KnownGroupIds);
        _offsetScan = new(_offsets);
        _identity = new(_quorum, options.RequestTimeout / 3);
    }

    /// <summary>Takes a snapshot.</summary>
    /// <param name="previous">The one before, for rates and for brokers that are gone; null if there is none.</param>
    /// <exception cref="KafkaException">No broker answers.</exception>
    public async Task<ClusterSnapshot> TakeAsync(ClusterSnapshot? previous)
    {
        var takenAt = _time.GetUtcNow();
        long start = Stopwatch.GetTimestamp();
        var known = previous?.Brokers.Where(broker => broker is { IsUp: true, Host: not null }).Select(broker => new BrokerAddress(broker.Host!, broker.Port!.Value)) ?? [];
        var cluster = await _layout.AskAsync([.. known, .. _bootstrap], ClusterMetadata.AskAsync);
        var metadata = cluster.Metadata;
        // Groups go first: their lag is then against an end that is not older than what they committed.
        var groups = await _groupScan.AskAsync(metadata);
        var groupsAt = _time.GetUtcNow();
        var identifying = IdentifyAsync(groups.IsKafka, cluster);
        var offsets = await _offsetScan.AskAsync(metadata);
        var (controller, controllerGap) = await identifying;
        List<Gap> gaps = [.. groups.Gaps, .. controllerGap is null ? (Gap[])[] : [controllerGap]];
        if (cluster.HidesTopics)
            gaps.Add(new(ClusterPart.Topics, $"No topic is to be seen: {MissingAcl.Reason(new(ErrorCode.TopicAuthorizationFailed), "Read")}."));
        if (offsets.Summary is { } summary)
            gaps.Add(new(ClusterPart.Offsets, summary));

        var followed = await _lags.FollowAsync([.. groups.Groups.Select(group => group.WithLag(offsets))], offsets, groupsAt);
        var topics = ClusterLayout.Topics(metadata, offsets, previous, takenAt);
        var brokers = ClusterLayout.Brokers(metadata, cluster.Racks, topics, previous);
        return new(
            takenAt, Stopwatch.GetElapsedTime(start).TotalMilliseconds, groups.IsKafka ? cluster.ClusterId : null, controller, brokers, topics, followed, gaps);
    }

    private async Task<(int? Controller, Gap? Gap)> IdentifyAsync(bool isKafka, ClusterMetadata cluster)
    {
        if (!isKafka)
            return (null, new(ClusterPart.Controller, "This cluster does not tell its controller and racks."));
        var (controller, trouble) = await _identity.AskAsync(cluster.Metadata.Brokers.Select(broker => new BrokerAddress(broker.Host, broker.Port)), cluster);
        return (controller, trouble is null ? null : new(ClusterPart.Controller, $"The controller is not known: {trouble.TrimEnd('.')}."));
    }

    /// <summary>Hangs up.</summary>
    public void Dispose()
    {
        _layout.Dispose();
        _quorum.Dispose();
        _listed.Dispose();
        _named.Dispose();
        _offsets.Dispose();
    }
}
