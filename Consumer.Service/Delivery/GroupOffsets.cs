using Confluent.Kafka;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Kafka.Access;
using Polly;
using Polly.Retry;

namespace Consumer.Service.Delivery;

/// <summary>
/// Where the group goes on. The client would ask by itself when partitions are assigned. But where an offset is part of a transaction that is still
/// open, and the assignment changes while the client waits for its outcome, librdkafka (2.16, <c>rd_kafka_assignment_apply_offsets</c>) takes the
/// partition as one that has no offset: it starts at the beginning, and all of the partition's past counts again.
/// </summary>
internal sealed partial class GroupOffsets
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private const int MaxRetries = 120;
    private readonly ILogger<GroupOffsets> _logger;
    private readonly ResiliencePipeline _retry;

    public GroupOffsets(ILogger<GroupOffsets> logger)
    {
        _logger = logger;
        _retry = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<KafkaException>(e => !e.Error.IsFatal && !AccessRefusal.IsForbidden(e.Error)),
            MaxRetryAttempts = MaxRetries,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(100),
            MaxDelay = TimeSpan.FromSeconds(1),
            OnRetry = arguments =>
            {
                LogRetry(Reason((KafkaException)arguments.Outcome.Exception!));
                return default;
            },
        }).Build();
    }

    /// <summary>Asks the group's coordinator, and waits while it is away or an offset is part of an open transaction.</summary>
    /// <returns>The offsets; <see cref="Offset.Unset"/> for a partition of which nothing was ever committed.</returns>
    /// <exception cref="KafkaException">No answer for minutes, or an ACL is missing.</exception>
    public List<TopicPartitionOffset> Find(IConsumer<byte[], TransactionPayload> client, IReadOnlyCollection<TopicPartition> partitions) =>
        partitions.Count == 0 ? [] : _retry.Execute(() => client.Committed(partitions, Patience));

    // An error of one partition is not told by the exception's own text.
    private static string Reason(KafkaException e) =>
        e is TopicPartitionOffsetException { Results: var results } && results.Find(result => result.Error.IsError) is { } failed ? $"{failed.TopicPartition}: {failed.Error.Reason}" : e.Error.Reason;

    [LoggerMessage(LogLevel.Warning, "the group's offsets are not to be had yet: {Reason}; trying again")]
    private partial void LogRetry(string reason);
}
