using KafkaAspire.Chaos.Run;

namespace KafkaAspire.Chaos.Faults;

/// <summary>SIGSTOP of a producer for longer or shorter than callers wait: what they send again elsewhere, it sends too when it goes on.</summary>
internal sealed class ProducerHalt(Random random) : Fault
{
    private readonly int _which = random.Next(1_000);
    private readonly TimeSpan _away = random.NextTime(4, 12);

    public override async Task<string> RunAsync(Scene scene, CancellationToken cancellationToken)
    {
        var node = scene.Producers.Pick(_which);
        using var turn = await Turn.TakeAsync(cancellationToken, node.Turn);
        return await Outage.HaltAsync(node, _away, cancellationToken);
    }
}
