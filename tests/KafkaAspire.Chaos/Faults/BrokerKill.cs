using KafkaAspire.Chaos.Run;

namespace KafkaAspire.Chaos.Faults;

/// <summary>kill -9 of any broker, which comes back some seconds later.</summary>
internal sealed class BrokerKill(Random random) : Fault
{
    private readonly int _broker = random.Next(1_000);
    private readonly TimeSpan _away = random.NextTime(1, 6);

    public override async Task<string> RunAsync(Scene scene, CancellationToken cancellationToken)
    {
        using var turn = await scene.HoldBrokersAsync(cancellationToken);
        return await Outage.KillAsync(scene.Brokers.Pick(_broker), _away, cancellationToken);
    }
}
