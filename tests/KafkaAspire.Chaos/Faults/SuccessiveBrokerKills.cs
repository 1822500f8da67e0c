using KafkaAspire.Chaos.Run;

namespace KafkaAspire.Chaos.Faults;

/// <summary>kill -9 of one broker and, once all replicas are in sync again, of another.</summary>
internal sealed class SuccessiveBrokerKills(Random random) : Fault
{
    private static readonly TimeSpan RecoveryPatience = TimeSpan.FromSeconds(60);
    private readonly int _first = random.Next(3);
    private readonly int _step = random.Next(1, 3);
    private readonly TimeSpan _away = random.NextTime(1, 4);

    public override async Task<string> RunAsync(Scene scene, CancellationToken cancellationToken)
    {
        using var turn = await scene.HoldBrokersAsync(cancellationToken);
        string first = await Outage.KillAsync(scene.Brokers.Pick(_first), _away, cancellationToken);
        bool whole = await scene.Probe.IsWholeAsync(RecoveryPatience, cancellationToken);
        string second = await Outage.KillAsync(scene.Brokers.Pick(_first + _step), _away, cancellationToken);
        return $"{first}, then {second}{(whole ? "" : " although not all replicas were in sync")}";
    }
}
