using KafkaAspire.Chaos.Run;

namespace KafkaAspire.Chaos.Faults;

/// <summary>kill -9 of the database server.</summary>
internal sealed class DatabaseKill(Random random) : Fault
{
    private readonly TimeSpan _away = random.NextTime(0, 6);

    public override async Task<string> RunAsync(Scene scene, CancellationToken cancellationToken)
    {
        var server = scene.Ledger.Server!;
        using var turn = await Turn.TakeAsync(cancellationToken, server.Turn);
        return await Outage.KillAsync(server, _away, cancellationToken);
    }
}
