using KafkaAspire.Chaos.CommandLine;
using KafkaAspire.Chaos.Databases;
using KafkaAspire.Chaos.Links;
using KafkaAspire.Chaos.Services;
using KafkaAspire.Chaos.Traffic;

namespace KafkaAspire.Chaos.Run;

/// <summary>All that a fault can lay hands on.</summary>
internal sealed record Scene(
    ChaosOptions Options, IReadOnlyList<BrokerNode> Brokers, ClusterLinks Links, ClusterProbe Probe, IReadOnlyList<ServiceNode> Producers, IReadOnlyList<ServiceNode> Consumers,
    LedgerDatabase Ledger, NewerMessages Newer, Ballast? Ballast, FaultLog Log)
{
    /// <summary>The consumers that a run has while no storm moves them; the others are spare.</summary>
    public IReadOnlyList<ServiceNode> RegularConsumers => [.. Consumers.Take(Options.Consumers)];

    /// <summary>Takes a broker that nobody else works on: all others are then up.</summary>
    public Task<IDisposable> HoldBrokersAsync(CancellationToken cancellationToken) => Turn.TakeAsync(cancellationToken, [.. Brokers.Select(broker => broker.Turn)]);
}

/// <summary>Turns at nodes and links: taken all in one order, given back together.</summary>
internal static class Turn
{
    public static async Task<IDisposable> TakeAsync(CancellationToken cancellationToken, params IReadOnlyList<SemaphoreSlim> turns)
    {
        var taken = new TakenTurns();
        foreach (var turn in turns)
        {
            await turn.WaitAsync(cancellationToken);
            taken.Add(turn);
        }
        return taken;
    }

    private sealed class TakenTurns : List<SemaphoreSlim>, IDisposable
    {
        public void Dispose() => ForEach(turn => turn.Release());
    }
}
