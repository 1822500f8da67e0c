using KafkaAspire.Chaos.Run;
using KafkaAspire.Chaos.Traffic;

namespace KafkaAspire.Chaos.Faults;

/// <summary>kill -9 of the leader of a partition of transactions.</summary>
internal sealed class LeaderKill(Random random) : Fault
{
    private readonly int _partition = random.Next(12);
    private readonly int _otherwise = random.Next(1_000);
    private readonly TimeSpan _away = random.NextTime(1, 6);

    public override async Task<string> RunAsync(Scene scene, CancellationToken cancellationToken)
    {
        using var turn = await scene.HoldBrokersAsync(cancellationToken);
        var leader = scene.Probe.LeaderOf(NewerMessages.Topic, _partition) is { } id ? scene.Brokers[id - 1] : scene.Brokers.Pick(_otherwise);
        return $"{await Outage.KillAsync(leader, _away, cancellationToken)}, leader of partition {_partition}";
    }
}
