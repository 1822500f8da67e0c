using Consumer.Service.DeadLetters;
using Consumer.Service.Handling;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Kafka;

namespace Consumer.Service.Delivery;

/// <summary>The order in which a batch is processed and its offsets are committed: the whole difference between the guarantees.</summary>
internal interface IDelivery
{
    /// <summary>What says where a partition goes on, if it is not the consumer group. The group then gets the offsets as information.</summary>
    IOffsetStore? OffsetStore { get; }

    /// <summary>
    /// Whether the client's clock commits offsets that are settled: where the group gets them as information, or where the delivery's own commit may
    /// have been refused by a rebalance, which would otherwise stay so until the partition's next message. Never where a batch counts by its commit:
    /// the clock may beat between a batch's commit and the loop's word of it, and would take the group back.
    /// </summary>
    bool CommitsByClock { get; }

    /// <summary>Settles a batch: afterwards it is done with, or refused as a whole.</summary>
    Task<Outcome> SettleAsync(Batch batch, CancellationToken cancellationToken);
}

/// <summary>The three guarantees.</summary>
internal static class DeliveryModes
{
    public static IDelivery Create(DeliveryMode mode, IServiceProvider services) => mode switch
    {
        DeliveryMode.AtMostOnce => ActivatorUtilities.CreateInstance<AtMostOnce>(services),
        DeliveryMode.AtLeastOnce => ActivatorUtilities.CreateInstance<AtLeastOnce>(services),
        _ => ActivatorUtilities.CreateInstance<ExactlyOnce>(services),
    };
}

/// <summary>
/// Commit, then process. A crash in between loses the batch: no one reads it again. A commit that is refused, as in a rebalance, is no commit:
/// then nothing is processed either.
/// </summary>
internal sealed class AtMostOnce(
    InstrumentedConsumer<byte[], TransactionPayload> consumer, BatchHandling handling, ISink sink, DeadLetterTopic deadLetters) : IDelivery
{
    public IOffsetStore? OffsetStore => null;

    public bool CommitsByClock => false;

    public async Task<Outcome> SettleAsync(Batch batch, CancellationToken cancellationToken)
    {
        if (consumer.TryCommit(batch.NextOffsets()) is { } error)
            return new(0, 0, $"commit refused: {error.Reason}");
        await handling.RunAsync(batch, cancellationToken);
        await deadLetters.SendAsync(batch, cancellationToken);
        return await sink.ApplyAsync(batch, cancellationToken);
    }
}

/// <summary>
/// Process, then commit. A crash in between repeats the batch: the next owner reads it again. A commit that is refused, as in a rebalance, is tried
/// again until the partition goes to another, who then reads it again, too.
/// </summary>
internal sealed partial class AtLeastOnce(
    InstrumentedConsumer<byte[], TransactionPayload> consumer, BatchHandling handling, ISink sink, DeadLetterTopic deadLetters, ILogger<AtLeastOnce> logger) : IDelivery
{
    public IOffsetStore? OffsetStore => null;

    public bool CommitsByClock => true;

    public async Task<Outcome> SettleAsync(Batch batch, CancellationToken cancellationToken)
    {
        await handling.RunAsync(batch, cancellationToken);
        await deadLetters.SendAsync(batch, cancellationToken);
        var outcome = await sink.ApplyAsync(batch, cancellationToken);
        if (consumer.TryCommit(batch.NextOffsets()) is { } error)
            LogRefused(batch.Messages.Count, error.Reason);
        return outcome;
    }

    [LoggerMessage(LogLevel.Warning, "commit of {Count} messages refused, to be tried again; whoever gets their partitions before reads them again: {Reason}")]
    private partial void LogRefused(int count, string reason);
}

/// <summary>
/// Effects and offsets in one transaction of the sink. A crash leaves both or neither, and the next owner goes on at the sink's offset, so
/// nothing is lost and nothing counts twice.
/// </summary>
internal sealed class ExactlyOnce(BatchHandling handling, ISink sink, DeadLetterTopic deadLetters) : IDelivery
{
    public IOffsetStore? OffsetStore => sink as IOffsetStore;

    public bool CommitsByClock => OffsetStore is not null;

    public async Task<Outcome> SettleAsync(Batch batch, CancellationToken cancellationToken)
    {
        await handling.RunAsync(batch, cancellationToken);
        await deadLetters.SendAsync(batch, cancellationToken);
        return await sink.ApplyWithOffsetsAsync(batch, cancellationToken);
    }
}
