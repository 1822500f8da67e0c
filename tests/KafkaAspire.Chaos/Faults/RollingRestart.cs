using KafkaAspire.Chaos.Run;
using KafkaAspire.Chaos.Services;

namespace KafkaAspire.Chaos.Faults;

/// <summary>Everything is stopped as a deployment stops it and started again, one after the other.</summary>
internal sealed class RollingRestart : Fault
{
    private static readonly TimeSpan RecoveryPatience = TimeSpan.FromSeconds(60);

    public override async Task<string> RunAsync(Scene scene, CancellationToken cancellationToken)
    {
        using (await scene.HoldBrokersAsync(cancellationToken))
            foreach (var broker in scene.Brokers)
            {
                await RestartAsync(broker, cancellationToken);
                await scene.Probe.IsWholeAsync(RecoveryPatience, cancellationToken);
            }
        INode[] others = [.. scene.Producers, .. scene.RegularConsumers, .. scene.Ledger.Server is { } server ? [server] : Array.Empty<INode>()];
        foreach (var node in others)
            using (await Turn.TakeAsync(cancellationToken, node.Turn))
                await RestartAsync(node, cancellationToken);
        return "brokers, producers, consumers, database";
    }

    private static async Task RestartAsync(INode node, CancellationToken cancellationToken)
    {
        await node.StopAsync();
        await node.StartAsync(cancellationToken);
    }
}
