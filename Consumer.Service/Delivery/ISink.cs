using Confluent.Kafka;

namespace Consumer.Service.Delivery;

/// <summary>Where the effects of messages go, and, for exactly-once, where the offsets are kept together with them.</summary>
internal interface ISink
{
    /// <summary>Makes ready what the sink needs, once, before the first message.</summary>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Applies what the batch's handling left. Offsets are the caller's business.</summary>
    Task<Outcome> ApplyAsync(Batch batch, CancellationToken cancellationToken);

    /// <summary>
    /// Applies what the batch's handling left and moves the offsets on, both or neither. Refused when another consumer has moved one of them meanwhile.
    /// </summary>
    Task<Outcome> ApplyWithOffsetsAsync(Batch batch, CancellationToken cancellationToken);
}

/// <summary>A sink that keeps the offsets of exactly-once itself. Otherwise the consumer group does, inside the sink's transaction.</summary>
internal interface IOffsetStore
{
    /// <summary>Where partitions go on: after the last batch that was applied with its offsets.</summary>
    List<TopicPartitionOffset> FindPositions(IReadOnlyCollection<TopicPartition> partitions);
}

/// <summary>A sink can't go on, and to try again would not help: the service ends with this line.</summary>
internal class SinkException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>What became of a batch.</summary>
/// <param name="Applied">How many transactions took effect.</param>
/// <param name="Suppressed">How many had taken effect before, under the same id.</param>
/// <param name="Refusal">Why nothing took effect; null if it did.</param>
internal readonly record struct Outcome(int Applied, int Suppressed, string? Refusal = null)
{
    /// <summary>How spans and metrics name a batch that was refused.</summary>
    public const string Refused = "refused";
}
