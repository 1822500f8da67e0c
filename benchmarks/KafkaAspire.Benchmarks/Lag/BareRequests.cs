using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaAspire.Benchmarks.Measuring;

namespace KafkaAspire.Benchmarks.Lag;

/// <summary>The ends of all partitions and what all groups have committed, by the admin client: all groups are asked at once, the lag is the difference.</summary>
/// <param name="config">The brokers.</param>
/// <param name="many">What there is.</param>
internal sealed class BareRequests(AdminClientConfig config, ManyGroups many) : IDisposable
{
    private readonly IAdminClient _admin = new AdminClientBuilder(config).Build();

    public async Task<Sample> RunAsync()
    {
        var effort = new Effort();
        var asking = _admin.ListOffsetsAsync(many.TopicPartitions.Select(partition => new TopicPartitionOffsetSpec { TopicPartition = partition, OffsetSpec = OffsetSpec.Latest() }));
        var groups = await Task.WhenAll(many.GroupIds.Select(group => _admin.ListConsumerGroupOffsetsAsync([new(group, null)])));
        var ends = (await asking).ResultInfos.ToDictionary(end => end.TopicPartitionOffsetError.TopicPartition, end => end.TopicPartitionOffsetError.Offset.Value);
        long lag = groups.SelectMany(group => group[0].Partitions).Sum(committed => ends[committed.TopicPartition] - committed.Offset.Value);
        return lag > 0 ? new(effort.Time.TotalMilliseconds) : throw new InvalidOperationException($"the lag is {lag}");
    }

    public void Dispose() => _admin.Dispose();
}
