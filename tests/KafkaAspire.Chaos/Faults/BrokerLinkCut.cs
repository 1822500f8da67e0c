using KafkaAspire.Chaos.Links;
using KafkaAspire.Chaos.Run;

namespace KafkaAspire.Chaos.Faults;

/// <summary>The other brokers do not reach one, while clients do: its followers fall behind and out of sync, and acks=all has to wait or fail.</summary>
internal sealed class BrokerLinkCut(Random random) : Fault
{
    private readonly int _broker = random.Next(1_000);
    private readonly TimeSpan _time = random.NextTime(4, 14);

    public override Task<string> RunAsync(Scene scene, CancellationToken cancellationToken) =>
        ImpairedLink.HoldAsync(scene.Links.ToBrokers(scene.Brokers.Pick(_broker).Id), LinkCondition.Cut, _time, cancellationToken);
}
