using Consumer.Service.Delivery;

namespace KafkaAspire.Benchmarks.Hosts;

/// <summary>Where effects go that nobody wants: what is left is the reading, the handling and the settling.</summary>
internal sealed class SinkToNowhere : ISink
{
    public Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<Outcome> ApplyAsync(Batch batch, CancellationToken cancellationToken) => Task.FromResult(new Outcome(batch.Handled.Count, 0));

    public Task<Outcome> ApplyWithOffsetsAsync(Batch batch, CancellationToken cancellationToken) => ApplyAsync(batch, cancellationToken);
}
