using KafkaAspire.Contracts;
using System.Diagnostics;
using Confluent.Kafka;

namespace Explorer.Service.Lag;

/// <summary>
/// When the messages at given offsets were written, by reading them: one consumer for the process's life, that belongs to no group, is
/// assigned just these offsets, takes one message from each and lets go.
/// </summary>
internal sealed partial class MessageTimes(ConsumerConfig config, ILogger<MessageTimes> logger) : IMessageTimes, IDisposable
{
    // A bound on what a scan may cost. The rest is for the scans after it; what is known by then is not asked for again.
    private const int MostAtOnce = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly IReadOnlyDictionary<TopicPartitionOffset, MessageTime> Nothing = new Dictionary<TopicPartitionOffset, MessageTime>();

    private IConsumer<Ignore, Ignore>? _consumer;

    public Task<IReadOnlyDictionary<TopicPartitionOffset, MessageTime>> AskAsync(IReadOnlyCollection<TopicPartitionOffset> offsets)
    {
        var asked = offsets.Distinct().Take(MostAtOnce).ToList();
        return asked.Count == 0 ? Task.FromResult(Nothing) : Task.Run(() => Read(asked));
    }

    private IReadOnlyDictionary<TopicPartitionOffset, MessageTime> Read(List<TopicPartitionOffset> asked)
    {
        var told = new Dictionary<TopicPartitionOffset, MessageTime>();
        _consumer ??= new ConsumerBuilder<Ignore, Ignore>(config).SetLogHandler((_, message) => LogClient(message.Facility, message.Message)).Build();
        long start = Stopwatch.GetTimestamp();
        // A consumer has one position on a partition: groups that stand at different ones come one after the other.
        foreach (var round in asked.GroupBy(offset => offset.TopicPartition).SelectMany(one => one.Index()).GroupBy(one => one.Index, one => one.Item))
            Read(_consumer, round.ToDictionary(offset => offset.TopicPartition), start, told);
        return told;
    }

    private static void Read(
        IConsumer<Ignore, Ignore> consumer, Dictionary<TopicPartition, TopicPartitionOffset> open, long start, Dictionary<TopicPartitionOffset, MessageTime> told)
    {
        consumer.Assign(open.Values);
        while (open.Count > 0 && Patience - Stopwatch.GetElapsedTime(start) is { Ticks: > 0 } left)
        {
            if (Next(consumer, left) is { } found && open.Remove(found.Partition, out var offset))
            {
                if (found.Time is { } time)
                    told[offset] = time;
                // What the client has fetched beyond it is of no use.
                consumer.IncrementalUnassign([found.Partition]);
            }
        }
        consumer.Unassign();
    }

    private static (TopicPartition Partition, MessageTime? Time)? Next(IConsumer<Ignore, Ignore> consumer, TimeSpan patience)
    {
        try
        {
            return consumer.Consume(patience) switch
            {
                null => null,
                { IsPartitionEOF: true } end => (end.TopicPartition, new(null, end.Offset)),
                { Message.Timestamp: { Type: not TimestampType.NotAvailable } written } read => (read.TopicPartition, new(written.ToUtc(), read.Offset)),
                { } read => (read.TopicPartition, null),
            };
        }
        catch (ConsumeException e)
        {
            // Such as a partition whose leader moves: another scan will ask again.
            return e.ConsumerRecord is { Topic: not null } record ? (record.TopicPartition, null) : null;
        }
    }

    public void Dispose() => _consumer?.Dispose();

    [LoggerMessage(LogLevel.Debug, "{Facility}: {Text}")]
    private partial void LogClient(string facility, string text);
}

/// <summary>Tells when messages were written.</summary>
internal interface IMessageTimes
{
    /// <summary>Asks for the messages at, or first after, given offsets; those that don't answer in time are missing.</summary>
    Task<IReadOnlyDictionary<TopicPartitionOffset, MessageTime>> AskAsync(IReadOnlyCollection<TopicPartitionOffset> offsets);
}

/// <summary>The message at an offset, or the first one after it.</summary>
/// <param name="At">When it was written; null if there is none up to <paramref name="Offset"/>.</param>
/// <param name="Offset">Its offset, or where reading ended: the partition's end, or the start of a transaction that is open.</param>
internal readonly record struct MessageTime(DateTimeOffset? At, long Offset);
