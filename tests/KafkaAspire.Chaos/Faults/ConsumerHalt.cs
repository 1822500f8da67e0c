using KafkaAspire.Chaos.Run;
using KafkaAspire.Chaos.Services;

namespace KafkaAspire.Chaos.Faults;

/// <summary>SIGSTOP of a consumer for longer than its session: others own its partitions when it goes on, a zombie with a batch in its hands.</summary>
internal sealed class ConsumerHalt(Random random) : Fault
{
    private readonly int _which = random.Next(1_000);
    private readonly TimeSpan _away = ServiceSettings.Session + random.NextTime(1, 7);

    public override async Task<string> RunAsync(Scene scene, CancellationToken cancellationToken)
    {
        var node = scene.RegularConsumers.Pick(_which);
        using var turn = await Turn.TakeAsync(cancellationToken, node.Turn);
        return await Outage.HaltAsync(node, _away, cancellationToken);
    }
}
