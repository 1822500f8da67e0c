using KafkaAspire.Chaos.Links;
using KafkaAspire.Chaos.Run;

namespace KafkaAspire.Chaos.Faults;

/// <summary>
/// Nothing crosses between consumers and database, and then their connections break: whether the last commit arrived, nobody was told.
/// </summary>
internal sealed class DatabaseLinkCut(Random random) : Fault
{
    private readonly TimeSpan _time = random.NextTime(2, 9);

    public override async Task<string> RunAsync(Scene scene, CancellationToken cancellationToken)
    {
        var link = scene.Ledger.Server!.Link;
        string what = await ImpairedLink.HoldAsync(link, LinkCondition.Cut, _time, cancellationToken);
        link.Reset();
        return what;
    }
}
