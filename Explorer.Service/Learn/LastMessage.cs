using Confluent.Kafka;
using Explorer.Service.Messages;
using Explorer.Service.Security;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Kafka;
using KafkaAspire.ServiceDefaults.Kafka.Access;

namespace Explorer.Service.Learn;

/// <summary>Reads the last message of a partition, for all pages at once and not more often than a page needs it.</summary>
internal sealed class LastMessage(KafkaConsumerFactory consumers, ExplorerOptions options, TimeProvider time) : IDisposable
{
    private const int LongestKey = 120;
    private const int LongestValue = 600;

    // Behind the last message there may be markers of transactions, which take offsets, too.
    private const int Back = 20;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _one = new(1);
    private IConsumer<byte[]?, byte[]?>? _consumer;
    private (TopicPartition Partition, DateTimeOffset At, LastSeen Seen) _last = (new("", 0), default, new(null, null));

    /// <summary>The topic that stands for all on the page.</summary>
    public static string Topic => Topics.Transactions.Name;

    /// <summary>Reads it.</summary>
    public async Task<LastSeen> ReadAsync(TopicPartition partition, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_last.Partition != partition || time.GetUtcNow() - _last.At > Fresh)
                _last = (partition, time.GetUtcNow(), await Task.Run(() => Read(partition), cancellationToken));
            return _last.Seen;
        }
        finally
        {
            _one.Release();
        }
    }

    private LastSeen Read(TopicPartition partition)
    {
        try
        {
            // Kept: a client of a large cluster first asks for all of its metadata.
            var consumer = _consumer ??= consumers.Create<byte[]?, byte[]?>();
            var range = consumer.QueryWatermarkOffsets(partition, options.RequestTimeout);
            consumer.Assign(new TopicPartitionOffset(partition, Math.Max(range.Low.Value, range.High.Value - Back)));
            ConsumeResult<byte[]?, byte[]?>? last = null;
            while (consumer.Consume(options.RequestTimeout) is { IsPartitionEOF: false } record && record.Offset < range.High)
                last = record;
            consumer.Unassign();
            return new(last is null ? null : Describe(last), null);
        }
        catch (KafkaException e)
        {
            // A client that was refused tells it once, and remembers it for minutes; the next one will tell whether it still is so.
            _consumer?.Dispose();
            _consumer = null;
            // Of other errors the page says above that the brokers do not answer, or shows that nobody leads the partition.
            return new(null, AccessRefusal.IsForbidden(e.Error) ? MissingAcl.Sentence(e.Error, "Read", partition.Topic) : null);
        }
    }

    public void Dispose()
    {
        _consumer?.Dispose();
        _one.Dispose();
    }

    private static SeenMessage Describe(ConsumeResult<byte[]?, byte[]?> record)
    {
        return new(
            record.TopicPartitionOffset, MessageText.Preview(record.Message.Key, LongestKey), MessageText.Preview(record.Message.Value, LongestValue),
            record.Message.Headers?.Count ?? 0, record.Message.Timestamp.ToUtc());
    }
}

/// <summary>What was found where a partition ends.</summary>
/// <param name="Message">The message; null where there is none, or no answer.</param>
/// <param name="Trouble">Why it may not be read; null if it may.</param>
public sealed record LastSeen(SeenMessage? Message, string? Trouble);

/// <summary>A message as the page shows it, cut where it is long.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Key">Its key as text; null for none.</param>
/// <param name="Value">Its value as text; null for none.</param>
/// <param name="Headers">How many headers it has.</param>
/// <param name="Time">When it was written.</param>
public sealed record SeenMessage(TopicPartitionOffset Place, string? Key, string? Value, int Headers, DateTimeOffset Time);
