using KafkaAspire.Chaos.Run;

namespace KafkaAspire.Chaos.Faults;

/// <summary>kill -9 of a consumer, between two polls or in the middle of a write.</summary>
internal sealed class ConsumerKill(Random random) : Fault
{
    private readonly int _which = random.Next(1_000);
    private readonly TimeSpan _away = random.NextTime(0, 5);

    public override async Task<string> RunAsync(Scene scene, CancellationToken cancellationToken)
    {
        var node = scene.RegularConsumers.Pick(_which);
        using var turn = await Turn.TakeAsync(cancellationToken, node.Turn);
        return await Outage.KillAsync(node, _away, cancellationToken);
    }
}
