using KafkaAspire.Chaos.Links;
using KafkaAspire.Chaos.Run;
using KafkaAspire.Chaos.Traffic;

namespace KafkaAspire.Chaos.Faults;

/// <summary>
/// A leader whose followers can't fetch goes on taking messages, and is killed before they fall out of sync: one of them leads then, and
/// knows nothing of what the leader took alone. What was acknowledged must not be among it.
/// </summary>
internal sealed class IsolatedLeaderKill(Random random) : Fault
{
    private readonly int _partition = random.Next(12);
    private readonly int _otherwise = random.Next(1_000);
    private readonly TimeSpan _alone = random.NextTime(1.5, 4);
    private readonly TimeSpan _away = random.NextTime(6, 9);

    public override async Task<string> RunAsync(Scene scene, CancellationToken cancellationToken)
    {
        using var turn = await scene.HoldBrokersAsync(cancellationToken);
        var leader = scene.Probe.LeaderOf(NewerMessages.Topic, _partition) is { } id ? scene.Brokers[id - 1] : scene.Brokers.Pick(_otherwise);
        var link = scene.Links.ToBrokers(leader.Id);
        link.Condition = LinkCondition.Cut;
        try
        {
            await Task.Delay(_alone, cancellationToken);
            await leader.KillAsync();
        }
        finally
        {
            link.Condition = LinkCondition.Sound;
        }
        await Task.Delay(_away, cancellationToken);
        await leader.StartAsync(cancellationToken);
        return $"{leader.Name}, alone for {_alone.TotalSeconds:0.0} s, away for {_away.TotalSeconds:0.0} s";
    }
}
