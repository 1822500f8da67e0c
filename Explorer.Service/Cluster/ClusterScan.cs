using System.Diagnostics;
using Confluent.Kafka;

namespace Explorer.Service.Cluster;

/// <summary>
/// Takes one snapshot of the cluster: metadata, then groups, then offsets and the controller side by side. The number of requests grows with
/// the brokers, never with partitions or groups. One scan at a time.
/// </summary>
/// <param name="admin">Asks the cluster.</param>
/// <param name="options">How long to wait, and which groups to look for.</param>
/// <param name="listeners">Whether the brokers take plain text.</param>
/// <param name="time">The clock.</param>
internal sealed class ClusterScan(IAdminClient admin, ExplorerOptions options, BrokerListeners listeners, TimeProvider time)
{
    /// <summary>Takes a snapshot.</summary>
    /// <param name="previous">The one before, for rates and for brokers that are gone; null if there is none.</param>
    /// <exception cref="KafkaException">No broker answers.</exception>
    public async Task<ClusterSnapshot> TakeAsync(ClusterSnapshot? previous)
    {
        var takenAt = time.GetUtcNow();
        long start = Stopwatch.GetTimestamp();
        var metadata = await ClusterLayout.AskAsync(admin, options.RequestTimeout);
        // Groups go first: their lag is then against an end that is not older than what they committed.
        var groups = listeners.ArePlain
            ? await GroupScan.AskAsync(metadata, options.KnownGroupIds, options.RequestTimeout)
            : new(true, [], [new(ClusterPart.Groups, "Groups are asked for over plain-text listeners only, and these brokers take none.")]);
        var gaps = new List<Gap>(groups.Gaps);
        var identifying = IdentifyAsync(groups.IsKafka, gaps);
        var offsets = await LogOffsets.AskAsync(admin, metadata, options.RequestTimeout);
        var identity = await identifying;
        if (offsets.Summary is { } summary)
            gaps.Add(new(ClusterPart.Offsets, summary));

        var topics = ClusterLayout.Topics(metadata, offsets, previous, takenAt);
        var brokers = ClusterLayout.Brokers(metadata, identity.Racks, topics, previous);
        return new(
            takenAt, Stopwatch.GetElapsedTime(start).TotalMilliseconds, identity.ClusterId, identity.Controller, brokers, topics,
            [.. groups.Groups.Select(group => group.WithLag(offsets))], gaps);
    }

    private async Task<ClusterIdentity> IdentifyAsync(bool isKafka, List<Gap> gaps)
    {
        if (!isKafka)
        {
            gaps.Add(new(ClusterPart.Controller, "This cluster does not tell its controller and racks."));
            return ClusterIdentity.Unknown;
        }
        try
        {
            var identity = await ClusterIdentity.AskAsync(admin, listeners.ArePlain, options.RequestTimeout);
            if (!listeners.ArePlain)
                gaps.Add(new(ClusterPart.Controller, "The controller is asked for over plain-text listeners only, and these brokers take none."));
            return identity;
        }
        catch (KafkaException e)
        {
            gaps.Add(new(ClusterPart.Controller, $"The controller is not known: {e.Error.Reason.TrimEnd('.')}."));
            return ClusterIdentity.Unknown;
        }
    }
}

/// <summary>What the brokers' listeners speak.</summary>
/// <param name="ArePlain">Whether it is plain text, rather than TLS or SASL.</param>
internal sealed record BrokerListeners(bool ArePlain);
