using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using KafkaAspire.Hosting.Topics;

namespace Aspire.Hosting;

/// <summary>A topic that exists, with at least as many partitions as declared, before a producer or a consumer of it starts.</summary>
public sealed class KafkaTopicResource : Resource, IResourceWithParent<KafkaClusterResource>, IResourceWithWaitSupport
{
    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal);

    internal KafkaTopicResource(string resourceName, string topicName, int partitions, KafkaClusterResource cluster) : base(resourceName)
    {
        TopicName = topicName;
        Partitions = partitions;
        Parent = cluster;
    }

    /// <summary>The topic's name in Kafka.</summary>
    public string TopicName { get; }

    /// <summary>How many partitions the topic has at least: the most consumers of one group that can share it.</summary>
    public int Partitions { get; }

    /// <summary>The cluster that holds the topic.</summary>
    public KafkaClusterResource Parent { get; }

    /// <summary>How often each record is kept; as many as brokers, three at most, when it is null.</summary>
    public int? ReplicationFactor { get; set; }

    /// <summary>The least number of in-sync replicas for a write with <c>acks=all</c> (<c>min.insync.replicas</c>).</summary>
    public int? MinInSyncReplicas { set => Set("min.insync.replicas", value?.ToString(CultureInfo.InvariantCulture)); }

    /// <summary>How long records are kept (<c>retention.ms</c>); <see cref="Timeout.InfiniteTimeSpan"/> for ever.</summary>
    public TimeSpan? Retention { set => Set("retention.ms", value is { } time ? Milliseconds(time) : null); }

    /// <summary>How many bytes a partition keeps (<c>retention.bytes</c>).</summary>
    public long? RetentionBytes { set => Set("retention.bytes", value?.ToString(CultureInfo.InvariantCulture)); }

    /// <summary>What happens to old records (<c>cleanup.policy</c>): <c>delete</c>, <c>compact</c> or <c>compact,delete</c>.</summary>
    public string? CleanupPolicy { set => Set("cleanup.policy", value); }

    /// <summary>The size in bytes at which a partition's log goes on in a new file (<c>segment.bytes</c>).</summary>
    public int? SegmentBytes { set => Set("segment.bytes", value?.ToString(CultureInfo.InvariantCulture)); }

    /// <summary>The topic's own settings, by Kafka's names.</summary>
    public IReadOnlyDictionary<string, string> Settings => _settings;

    /// <summary>Sets any of the topic's settings, by Kafka's name.</summary>
    /// <param name="key">For example <c>max.message.bytes</c>.</param>
    /// <param name="value">The value; null takes the setting back.</param>
    /// <exception cref="ArgumentException">The key or the value can't be handed to Kafka's tools.</exception>
    public void Set(string key, string? value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        if (value is null)
        {
            _settings.Remove(key);
            return;
        }
        if (value.Any(char.IsWhiteSpace) || key.Any(c => char.IsWhiteSpace(c) || c == '='))
            throw new ArgumentException($"topic {TopicName}: setting \"{key}\" = \"{value}\" holds a blank or \"=\" where none is allowed", nameof(value));
        _settings[key] = value;
    }

    internal TopicDeclaration Declaration => new(TopicName, Partitions, ReplicationFactor ?? Parent.Replication.Replicas, _settings);

    private static string Milliseconds(TimeSpan time) =>
        time == Timeout.InfiniteTimeSpan ? "-1" : ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
