using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Hosting;
using KafkaAspire.ServiceDefaults.Kafka;
using KafkaAspire.ServiceDefaults.Kafka.Access;

namespace Producer.Service.Sending;

/// <summary>
/// Keeps the producer from running further ahead of a consumer group than allowed. For logs that forget, such as the embedded brokers' or a topic
/// with a small retention: what nobody has read yet is never pushed out.
/// </summary>
internal sealed partial class LagPacer(
    IAdminClient admin, KafkaConsumerFactory consumers, Throttle throttle, ProducerOptions options, ServiceExit exit, ILogger<LagPacer> logger) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private static readonly TopicPartition[] Partitions =
        [.. Enumerable.Range(0, Topics.Transactions.Partitions).Select(partition => new TopicPartition(Topics.Transactions.Name, partition))];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        // It never joins the group. The admin client's request for a group's offsets ends the process while coordinators move (librdkafka 5040).
        using var group = consumers.Create<Ignore, Ignore>(config => config.GroupId = options.Pacing.Group);
        try
        {
            do
                await LookAsync(group);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogStopping();
        }
    }

    // No allowance is given while the group's place is not known: then the sender waits.
    private async Task LookAsync(IConsumer<Ignore, Ignore> group)
    {
        try
        {
            // The group first: what is settled between the two looks makes the lag look larger, never smaller.
            var committed = await Task.Run(() => group.Committed(Partitions, Patience));
            // What is in flight is not in the log yet, but will be.
            long lag = await FindLargestLagAsync(committed) + throttle.InFlight;
            throttle.Allow(Math.Max(0, options.Pacing.MaxLag - lag));
        }
        catch (KafkaException e) when (AccessRefusal.Describe(e.Error, "Read", Topics.Transactions.Name, options.Pacing.Group) is { } forbidden)
        {
            exit.Fail(forbidden);
        }
        catch (KafkaException e)
        {
            LogUnknown(options.Pacing.Group, e.Error.Reason);
        }
    }

    private async Task<long> FindLargestLagAsync(List<TopicPartitionOffset> positions)
    {
        var committed = positions.ToDictionary(position => position.TopicPartition, position => Math.Max(0, position.Offset.Value));
        var ends = await admin.ListOffsetsAsync(Partitions.Select(partition => new TopicPartitionOffsetSpec { TopicPartition = partition, OffsetSpec = OffsetSpec.Latest() }));
        return ends.ResultInfos.Max(end =>
            end.TopicPartitionOffsetError.Offset.Value - committed.GetValueOrDefault(end.TopicPartitionOffsetError.TopicPartition));
    }

    [LoggerMessage(LogLevel.Warning, "lag of group {Group} is not known: {Reason}; sending waits")]
    private partial void LogUnknown(string group, string reason);

    [LoggerMessage(LogLevel.Debug, "stopping")]
    private partial void LogStopping();
}
