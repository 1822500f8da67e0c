using KafkaAspire.Chaos.Run;
using KafkaAspire.Chaos.Services;

namespace KafkaAspire.Chaos.Faults;

/// <summary>Which faults may be going on at one time: one that hits the brokers, and one that hits what uses them.</summary>
internal enum Lane { Brokers, Services }

/// <summary>A sort of fault.</summary>
/// <param name="Name">Its name on the command line and in the log.</param>
/// <param name="Lane">Beside which others it may be.</param>
/// <param name="Make">Makes one; all that it draws comes from the seed.</param>
/// <param name="FindObstacle">Why there is none in this run; null if there is.</param>
internal sealed record FaultKind(string Name, Lane Lane, Func<Random, Fault> Make, Func<Scene, string?>? FindObstacle = null)
{
    public static string? NeedsServer(Scene scene) => scene.Ledger.Server is null ? "the sink is no database server" : null;

    public static string? NeedsFile(Scene scene) => scene.Ledger.IsFile ? null : "the sink is no SQLite file";

    public static string? NeedsDisk(Scene scene) => scene.Ballast is null ? "a disk of its own for a broker (tmpfs) takes root" : null;

    public static string? NeedsClock(Scene _) => FakeClock.Library is null ? "libfaketime is not installed" : null;
}
