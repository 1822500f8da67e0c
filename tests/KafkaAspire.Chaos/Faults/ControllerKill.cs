using KafkaAspire.Chaos.Run;

namespace KafkaAspire.Chaos.Faults;

/// <summary>kill -9 of the active controller.</summary>
internal sealed class ControllerKill(Random random) : Fault
{
    private readonly int _otherwise = random.Next(1_000);
    private readonly TimeSpan _away = random.NextTime(1, 6);

    public override async Task<string> RunAsync(Scene scene, CancellationToken cancellationToken)
    {
        using var turn = await scene.HoldBrokersAsync(cancellationToken);
        var controller = scene.Probe.Controller() is { } id ? scene.Brokers[id - 1] : scene.Brokers.Pick(_otherwise);
        return await Outage.KillAsync(controller, _away, cancellationToken);
    }
}
