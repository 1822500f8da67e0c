using System.Diagnostics.Metrics;
using Explorer.Service.Cluster;

namespace Explorer.Service.Telemetry;

/// <summary>
/// The cluster's figures as metrics, named as the OpenTelemetry Collector's kafkametrics receiver names them
/// (https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/receiver/kafkametricsreceiver). They tell the last snapshot;
/// while the cluster does not answer they tell nothing, rather than what was.
/// </summary>
internal sealed class ClusterMetrics : IDisposable
{
    public const string MeterName = "KafkaAspire.Explorer";

    private readonly Meter _meter = new(MeterName);
    private readonly ClusterWatch _watch;

    public ClusterMetrics(ClusterWatch watch)
    {
        _watch = watch;
        Gauge("kafka.brokers", "{broker}", "Brokers that are up.", snapshot => [new(snapshot.Brokers.Count(broker => broker.IsUp))]);
        Gauge("kafka.topic.partitions", "{partition}", "Partitions of a topic.",
            snapshot => snapshot.Topics.Select(topic => new Measurement<long>(topic.Partitions.Count, Tag("topic", topic.Name))));
        PartitionGauge("kafka.partition.current_offset", "1", "The partition's end offset.", partition => partition.EndOffset);
        PartitionGauge("kafka.partition.oldest_offset", "1", "The partition's first offset.", partition => partition.FirstOffset);
        PartitionGauge("kafka.partition.replicas", "{replica}", "Replicas of a partition.", partition => partition.Replicas.Count);
        PartitionGauge("kafka.partition.replicas_in_sync", "{replica}", "In-sync replicas of a partition.", partition => partition.InSync.Count);
        Gauge("kafka.consumer_group.members", "{member}", "Members of a consumer group.",
            snapshot => from consumers in snapshot.Groups
                        where consumers.Members is not null
                        select new Measurement<long>(consumers.Members!.Count, Tag("group", consumers.Id)));
        GroupGauge("kafka.consumer_group.offset", "The next offset that the group would read.", partition => partition.Committed);
        GroupGauge("kafka.consumer_group.lag", "Messages that the group has not committed, per partition.", partition => partition.Lag);
        Gauge("kafka.consumer_group.lag_sum", "1", "Messages that the group has not committed, per topic.", LagSums);
    }

    private static IEnumerable<Measurement<long>> LagSums(ClusterSnapshot snapshot) =>
        from consumers in snapshot.Groups
        from topic in consumers.Partitions.Where(partition => partition.Lag is not null).GroupBy(partition => partition.Topic)
        select new Measurement<long>(topic.Sum(partition => partition.Lag!.Value), Tag("group", consumers.Id), Tag("topic", topic.Key));

    private void GroupGauge(string name, string description, Func<GroupPartition, long?> value) => Gauge(
        name, "1", description,
        snapshot => from consumers in snapshot.Groups
                    from partition in consumers.Partitions
                    let figure = value(partition)
                    where figure is not null
                    select new Measurement<long>(
                        figure.Value, Tag("group", consumers.Id), Tag("topic", partition.Topic), Tag("partition", partition.Partition)));

    private void PartitionGauge(string name, string unit, string description, Func<Partition, long?> value) => Gauge(
        name, unit, description,
        snapshot => from topic in snapshot.Topics
                    from partition in topic.Partitions
                    let figure = value(partition)
                    where figure is not null
                    select new Measurement<long>(figure.Value, Tag("topic", topic.Name), Tag("partition", partition.Id)));

    private void Gauge(string name, string unit, string description, Func<ClusterSnapshot, IEnumerable<Measurement<long>>> measure) =>
        _meter.CreateObservableGauge(
            name, () => _watch.Current is { Failure: null, Snapshot: { } snapshot } ? measure(snapshot) : [], unit, description);

    private static KeyValuePair<string, object?> Tag(string name, object value) => new(name, value);

    public void Dispose() => _meter.Dispose();
}
