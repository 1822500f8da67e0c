using KafkaAspire.Chaos.Run;

namespace KafkaAspire.Chaos.Faults;

/// <summary>Every request of a client to a broker, and every answer, comes late.</summary>
internal sealed class ClientLinkDelay(Random random) : Fault
{
    private readonly int _broker = random.Next(1_000);
    private readonly TimeSpan _delay = random.NextTime(0.1, 0.8);
    private readonly TimeSpan _time = random.NextTime(4, 10);

    public override async Task<string> RunAsync(Scene scene, CancellationToken cancellationToken) =>
        $"{await ImpairedLink.HoldAsync(scene.Links.ToClients(scene.Brokers.Pick(_broker).Id), new(Delay: _delay), _time, cancellationToken)}, {_delay.TotalMilliseconds:0} ms";
}
