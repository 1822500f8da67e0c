using Confluent.Kafka;
using Explorer.Service.Cluster;
using Explorer.Service.Security;
using KafkaAspire.ServiceDefaults.Kafka;

namespace Explorer.Service.Messages;

/// <summary>Follows the messages that are being written. What comes faster than it is shown is counted and not kept.</summary>
internal sealed class LiveTail(KafkaConsumerFactory consumers, Topic topic, MessageQuery query, Action changed) : IAsyncDisposable
{
    /// <summary>How many messages are kept, the newest.</summary>
    public const int Most = 100;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ShowInterval = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private readonly Queue<ShownMessage> _kept = new(Most);
    private Task _following = Task.CompletedTask;
    private volatile bool _paused;

    /// <summary>Messages that came and were looked for.</summary>
    public long Seen { get; private set; }

    /// <summary>Whether it waits.</summary>
    public bool IsPaused { get => _paused; set => _paused = value; }

    /// <summary>Why it ended; null while it goes on.</summary>
    public string? Trouble { get; private set; }

    /// <summary>The newest messages, the newest first.</summary>
    public IReadOnlyList<ShownMessage> Messages
    {
        get
        {
            lock (_lock)
                return [.. _kept.Reverse()];
        }
    }

    /// <summary>Begins at the end.</summary>
    public void Begin() => _following = Task.Factory.StartNew(Follow, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Follow()
    {
        try
        {
            using var consumer = consumers.Create<byte[]?, byte[]?>(config => MessageReader.Configure(config, query.IncludesUncommitted));
            var partitions = (query.Partition is { } only ? [only] : topic.Partitions.Select(partition => partition.Id))
                .Select(partition => new TopicPartitionOffset(topic.Name, partition, Offset.End)).ToList();
            consumer.Assign(partitions);
            var filter = new MessageFilter(query.Key, query.Text);
            long shown = Environment.TickCount64;
            bool paused = false, isNew = false;
            while (!_end.IsCancellationRequested)
            {
                if (paused != _paused)
                {
                    paused = _paused;
                    var all = partitions.Select(place => place.TopicPartition);
                    if (paused)
                        consumer.Pause(all);
                    else
                        consumer.Resume(all);
                }
                if (consumer.Consume(Poll) is { IsPartitionEOF: false } record && filter.Takes(record.Message))
                {
                    Keep(ShownMessage.Of(record));
                    isNew = true;
                }
                if (!isNew || Environment.TickCount64 - shown < ShowInterval.TotalMilliseconds)
                    continue;
                (shown, isNew) = (Environment.TickCount64, false);
                changed();
            }
        }
        catch (KafkaException e)
        {
            Trouble = MissingAcl.Reason(e.Error, "Read", topic.Name);
            changed();
        }
    }

    private void Keep(ShownMessage message)
    {
        lock (_lock)
        {
            Seen++;
            if (_kept.Count == Most)
                _kept.Dequeue();
            _kept.Enqueue(message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _following;
        _end.Dispose();
    }
}
