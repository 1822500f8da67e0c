using KafkaAspire.Chaos.Run;
using KafkaAspire.Chaos.Services;
using Microsoft.Data.Sqlite;

namespace KafkaAspire.Chaos.Faults;

/// <summary>Somebody else holds the lock on the database file for longer than a session: what a halted server is to PostgreSQL.</summary>
internal sealed class DatabaseLocked(Random random) : Fault
{
    private readonly TimeSpan _time = ServiceSettings.Session + random.NextTime(-1, 6);

    public override async Task<string> RunAsync(Scene scene, CancellationToken cancellationToken)
    {
        await using var connection = await scene.Ledger.OpenAsync(cancellationToken);
        await using var begin = ((SqliteConnection)connection).BeginTransaction(deferred: false);
        await Task.Delay(_time, cancellationToken);
        await begin.RollbackAsync(cancellationToken);
        return $"database file for {_time.TotalSeconds:0.0} s";
    }
}
