using KafkaAspire.Chaos.Run;
using KafkaAspire.Chaos.Services;

namespace KafkaAspire.Chaos.Faults;

/// <summary>SIGSTOP of the database server and all its processes: connections are open and nobody answers.</summary>
internal sealed class DatabaseHalt(Random random) : Fault
{
    private readonly TimeSpan _away = ServiceSettings.Session + random.NextTime(0, 7);

    public override async Task<string> RunAsync(Scene scene, CancellationToken cancellationToken)
    {
        var server = scene.Ledger.Server!;
        using var turn = await Turn.TakeAsync(cancellationToken, server.Turn);
        return await Outage.HaltAsync(server, _away, cancellationToken);
    }
}
