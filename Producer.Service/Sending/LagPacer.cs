using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaAspire.Contracts;

namespace Producer.Service.Sending;

/// <summary>
/// Keeps the producer from running further ahead of a consumer group than allowed. For logs that forget, such as the embedded brokers' or a topic
/// with a small retention: what nobody has read yet is never pushed out.
/// </summary>
internal sealed partial class LagPacer(IAdminClient admin, Throttle throttle, ProducerOptions options, ILogger<LagPacer> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private static readonly TopicPartition[] Partitions =
        [.. Enumerable.Range(0, Topics.Transactions.Partitions).Select(partition => new TopicPartition(Topics.Transactions.Name, partition))];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            do
                await LookAsync();
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogStopping();
        }
    }

    // No allowance is given while the group's place is not known: then the sender waits.
    private async Task LookAsync()
    {
        try
        {
            // The group first: what is settled between the two looks makes the lag look larger, never smaller.
            var committed = await FindCommittedAsync();
            // What is in flight is not in the log yet, but will be.
            long lag = await FindLargestLagAsync(committed) + throttle.InFlight;
            throttle.Allow(Math.Max(0, options.Pacing.MaxLag - lag));
        }
        catch (KafkaException e)
        {
            LogUnknown(options.Pacing.Group, e.Error.Reason);
        }
    }

    private async Task<Dictionary<TopicPartition, long>> FindCommittedAsync()
    {
        var groups = await admin.ListConsumerGroupOffsetsAsync([new(options.Pacing.Group, [.. Partitions])]);
        return groups[0].Partitions.ToDictionary(position => position.TopicPartition, position => Math.Max(0, position.Offset.Value));
    }

    private async Task<long> FindLargestLagAsync(Dictionary<TopicPartition, long> committed)
    {
        var ends = await admin.ListOffsetsAsync(Partitions.Select(partition => new TopicPartitionOffsetSpec { TopicPartition = partition, OffsetSpec = OffsetSpec.Latest() }));
        return ends.ResultInfos.Max(end =>
            end.TopicPartitionOffsetError.Offset.Value - committed.GetValueOrDefault(end.TopicPartitionOffsetError.TopicPartition));
    }

    [LoggerMessage(LogLevel.Warning, "lag of group {Group} is not known: {Reason}; sending waits")]
    private partial void LogUnknown(string group, string reason);

    [LoggerMessage(LogLevel.Debug, "stopping")]
    private partial void LogStopping();
}
