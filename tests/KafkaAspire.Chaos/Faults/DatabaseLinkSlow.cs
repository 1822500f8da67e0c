using KafkaAspire.Chaos.Run;

namespace KafkaAspire.Chaos.Faults;

/// <summary>A line to the database over which little goes: batches take longer than a session.</summary>
internal sealed class DatabaseLinkSlow(Random random) : Fault
{
    private readonly int _speed = random.Next(10_000, 100_000);
    private readonly TimeSpan _time = random.NextTime(4, 10);

    public override async Task<string> RunAsync(Scene scene, CancellationToken cancellationToken) =>
        $"{await ImpairedLink.HoldAsync(scene.Ledger.Server!.Link, new(BytesPerSecond: _speed), _time, cancellationToken)}, {_speed / 1000} kB/s";
}
