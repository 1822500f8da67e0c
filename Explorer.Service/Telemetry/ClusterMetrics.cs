using System.Diagnostics.Metrics;
using Explorer.Service.Cluster;
using Explorer.Service.Lag;

namespace Explorer.Service.Telemetry;

/// <summary>
/// The cluster's figures as metrics, with names, kinds, units and attributes of the OpenTelemetry Collector's kafkametrics receiver
/// (https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/receiver/kafkametricsreceiver/documentation.md), and three of which it has
/// none: time lag, status, and partitions by status. They tell the last snapshot; while the cluster does not answer they tell nothing, rather than what was.
/// </summary>
internal sealed class ClusterMetrics : IDisposable
{
    public const string MeterName = "KafkaAspire.Explorer";

    // Those that a partition can be in; of a group, some are none of them at a time.
    private static readonly LagStatus[] Statuses = [LagStatus.Ok, LagStatus.Warn, LagStatus.Stop, LagStatus.Stall, LagStatus.Rewind];

    private readonly Meter _meter = new(MeterName);
    private readonly ClusterWatch _watch;

    public ClusterMetrics(ClusterWatch watch)
    {
        _watch = watch;
        Count("kafka.brokers", "{brokers}", "Brokers that are up.", snapshot => [new(snapshot.Brokers.Count(broker => broker.IsUp))]);
        Count("kafka.topic.partitions", "{partitions}", "Partitions of a topic.", snapshot => snapshot.Topics.Select(topic => Measure(topic.Partitions.Count, topic.Name)));
        Gauge("kafka.partition.current_offset", "1", "The partition's end offset.", OfPartitions(partition => partition.EndOffset));
        Gauge("kafka.partition.oldest_offset", "1", "The partition's first offset.", OfPartitions(partition => partition.FirstOffset));
        Count("kafka.partition.replicas", "{replicas}", "Replicas of a partition.", OfPartitions(partition => partition.Replicas.Count));
        Count("kafka.partition.replicas_in_sync", "{replicas}", "In-sync replicas of a partition.", OfPartitions(partition => partition.InSync.Count));
        Count("kafka.consumer_group.members", "{members}", "Members of a consumer group.", snapshot =>
            from consumers in snapshot.Groups
            where consumers.Members is not null
            select new Measurement<long>(consumers.Members!.Count, Tag("group", consumers.Id)));
        Gauge("kafka.consumer_group.offset", "1", "The next offset that the group would read.", OfGroups(partition => partition.Committed));
        Gauge("kafka.consumer_group.offset_sum", "1", "The next offsets that the group would read, per topic.", SumsOfGroups(partition => partition.Committed));
        Gauge("kafka.consumer_group.lag", "1", "Messages that the group has not committed, per partition.", OfGroups(partition => partition.Lag));
        Gauge("kafka.consumer_group.lag_sum", "1", "Messages that the group has not committed, per topic.", SumsOfGroups(partition => partition.Lag));
        Gauge("kafka.consumer_group.time_lag", "s", "Age of the oldest message that the group has not committed.", OfGroups(partition => partition.TimeLag));
        Gauge("kafka.consumer_group.status", "1", "How the group gets on, by Burrow's rules: 1 OK, 2 WARN, 4 STOP, 5 STALL, 6 REWIND.",
            OfGroups<long>(partition => partition.Status == LagStatus.NotFound ? null : (long)partition.Status));
        Count("kafka.consumer_group.partitions", "{partitions}", "Partitions that the group has committed on, by status.", ByStatus);
    }

    // Each status every time, or a chart would go on showing the last count of one that nothing is in any more.
    private static IEnumerable<Measurement<long>> ByStatus(ClusterSnapshot snapshot) =>
        from consumers in snapshot.Groups
        where consumers.Status != LagStatus.NotFound
        from status in Statuses
        select new Measurement<long>(
            consumers.Partitions.Count(partition => partition.Status == status), Tag("group", consumers.Id), Tag("status", status.Word()));

    private static Func<ClusterSnapshot, IEnumerable<Measurement<T>>> OfGroups<T>(Func<GroupPartition, T?> value) where T : struct => snapshot =>
        from consumers in snapshot.Groups
        from partition in consumers.Partitions
        let figure = value(partition)
        where figure is not null
        select new Measurement<T>(figure.Value, Tag("group", consumers.Id), Tag("topic", partition.Topic), Tag("partition", partition.Partition));

    private static Func<ClusterSnapshot, IEnumerable<Measurement<long>>> SumsOfGroups(Func<GroupPartition, long?> value) => snapshot =>
        from consumers in snapshot.Groups
        from topic in consumers.Partitions.Where(partition => value(partition) is not null).GroupBy(partition => partition.Topic)
        select new Measurement<long>(topic.Sum(partition => value(partition)!.Value), Tag("group", consumers.Id), Tag("topic", topic.Key));

    private static Func<ClusterSnapshot, IEnumerable<Measurement<long>>> OfPartitions(Func<Partition, long?> value) => snapshot =>
        from topic in snapshot.Topics
        from partition in topic.Partitions
        let figure = value(partition)
        where figure is not null
        select new Measurement<long>(figure.Value, Tag("topic", topic.Name), Tag("partition", partition.Id));

    private static Measurement<long> Measure(long value, string topic) => new(value, Tag("topic", topic));

    private void Gauge<T>(string name, string unit, string description, Func<ClusterSnapshot, IEnumerable<Measurement<T>>> measure) where T : struct =>
        _meter.CreateObservableGauge(name, () => Now(measure), unit, description);

    // What adds up over its attributes: the receiver has these as sums that may fall.
    private void Count(string name, string unit, string description, Func<ClusterSnapshot, IEnumerable<Measurement<long>>> measure) =>
        _meter.CreateObservableUpDownCounter(name, () => Now(measure), unit, description);

    private IEnumerable<Measurement<T>> Now<T>(Func<ClusterSnapshot, IEnumerable<Measurement<T>>> measure) where T : struct =>
        _watch.Current is { Failure: null, Snapshot: { } snapshot } ? measure(snapshot) : [];

    private static KeyValuePair<string, object?> Tag(string name, object value) => new(name, value);

    public void Dispose() => _meter.Dispose();
}
