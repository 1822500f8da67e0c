using KafkaAspire.Chaos.Run;

namespace KafkaAspire.Chaos.Faults;

/// <summary>SIGSTOP of a broker for longer than its session with the controller: it comes back believing that it leads.</summary>
internal sealed class BrokerHalt(Random random) : Fault
{
    private readonly int _broker = random.Next(1_000);
    private readonly TimeSpan _away = random.NextTime(4, 9);

    public override async Task<string> RunAsync(Scene scene, CancellationToken cancellationToken)
    {
        using var turn = await scene.HoldBrokersAsync(cancellationToken);
        return await Outage.HaltAsync(scene.Brokers.Pick(_broker), _away, cancellationToken);
    }
}
