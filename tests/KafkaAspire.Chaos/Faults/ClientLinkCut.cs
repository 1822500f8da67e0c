using KafkaAspire.Chaos.Links;
using KafkaAspire.Chaos.Run;

namespace KafkaAspire.Chaos.Faults;

/// <summary>No client reaches a broker, while the other brokers do: it stays the leader of what it leads.</summary>
internal sealed class ClientLinkCut(Random random) : Fault
{
    private readonly int _broker = random.Next(1_000);
    private readonly TimeSpan _time = random.NextTime(4, 10);

    public override Task<string> RunAsync(Scene scene, CancellationToken cancellationToken) =>
        ImpairedLink.HoldAsync(scene.Links.ToClients(scene.Brokers.Pick(_broker).Id), LinkCondition.Cut, _time, cancellationToken);
}
