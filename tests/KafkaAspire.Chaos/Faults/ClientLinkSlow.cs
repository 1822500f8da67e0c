using KafkaAspire.Chaos.Run;

namespace KafkaAspire.Chaos.Faults;

/// <summary>A line between clients and a broker over which little goes.</summary>
internal sealed class ClientLinkSlow(Random random) : Fault
{
    private readonly int _broker = random.Next(1_000);
    private readonly int _speed = random.Next(10_000, 200_000);
    private readonly TimeSpan _time = random.NextTime(4, 10);

    public override async Task<string> RunAsync(Scene scene, CancellationToken cancellationToken) =>
        $"{await ImpairedLink.HoldAsync(scene.Links.ToClients(scene.Brokers.Pick(_broker).Id), new(BytesPerSecond: _speed), _time, cancellationToken)}, {_speed / 1000} kB/s";
}
