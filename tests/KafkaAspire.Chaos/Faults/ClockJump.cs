using KafkaAspire.Chaos.Run;
using KafkaAspire.Chaos.Services;

namespace KafkaAspire.Chaos.Faults;

/// <summary>The wall clock of a client jumps and jumps back. Brokers refuse messages from more than an hour ahead, so it stays below that.</summary>
internal sealed class ClockJump(Random random) : Fault
{
    private readonly int _which = random.Next(1_000);
    private readonly int _seconds = random.Next(2) == 0 ? random.Next(60, 3_000) : -random.Next(60, 86_400);
    private readonly TimeSpan _time = random.NextTime(3, 8);

    public override async Task<string> RunAsync(Scene scene, CancellationToken cancellationToken)
    {
        ServiceNode[] clients = [.. scene.Producers, .. scene.RegularConsumers];
        var node = clients.Pick(_which);
        using var turn = await Turn.TakeAsync(cancellationToken, node.Turn);
        FakeClock.Set(node.ClockFile!, _seconds);
        try
        {
            await Task.Delay(_time, cancellationToken);
        }
        finally
        {
            FakeClock.Set(node.ClockFile!, 0);
        }
        return $"{node.Name} by {_seconds:+0;-0} s for {_time.TotalSeconds:0.0} s";
    }
}
