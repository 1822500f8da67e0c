using Consumer.Service.DeadLetters;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Kafka;

namespace Consumer.Service.Delivery;

/// <summary>The order in which a batch is processed and its offsets are committed: the whole difference between the guarantees.</summary>
internal interface IDelivery
{
    /// <summary>Whether the sink's own offsets, not the group's, say where a partition goes on. The group then gets them as information.</summary>
    bool StartsAtSinkOffsets { get; }

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

/// <summary>Commit, then process. A crash in between loses the batch: no one reads it again.</summary>
internal sealed class AtMostOnce(InstrumentedConsumer<byte[], TransactionPayload> consumer, ISink sink, DeadLetterTopic deadLetters) : IDelivery
{
    public bool StartsAtSinkOffsets => false;

    public async Task<Outcome> SettleAsync(Batch batch, CancellationToken cancellationToken)
    {
        consumer.Commit(batch.NextOffsets());
        await deadLetters.SendAsync(batch.Rejected, cancellationToken);
        return await sink.ApplyAsync(batch, cancellationToken);
    }
}

/// <summary>Process, then commit. A crash in between repeats the batch: the next owner reads it again.</summary>
internal sealed class AtLeastOnce(InstrumentedConsumer<byte[], TransactionPayload> consumer, ISink sink, DeadLetterTopic deadLetters) : IDelivery
{
    public bool StartsAtSinkOffsets => false;

    public async Task<Outcome> SettleAsync(Batch batch, CancellationToken cancellationToken)
    {
        await deadLetters.SendAsync(batch.Rejected, cancellationToken);
        var outcome = await sink.ApplyAsync(batch, cancellationToken);
        consumer.Commit(batch.NextOffsets());
        return outcome;
    }
}

/// <summary>
/// Effects and offsets in one transaction of the sink. A crash leaves both or neither, and the next owner goes on at the sink's offset, so
/// nothing is lost and nothing counts twice.
/// </summary>
internal sealed class ExactlyOnce(ISink sink, DeadLetterTopic deadLetters) : IDelivery
{
    public bool StartsAtSinkOffsets => sink.HoldsOffsets;

    public async Task<Outcome> SettleAsync(Batch batch, CancellationToken cancellationToken)
    {
        await deadLetters.SendAsync(batch.Rejected, cancellationToken);
        return await sink.ApplyWithOffsetsAsync(batch, cancellationToken);
    }
}
