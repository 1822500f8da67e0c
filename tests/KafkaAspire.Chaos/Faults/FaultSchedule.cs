using KafkaAspire.Chaos.Run;

namespace KafkaAspire.Chaos.Faults;

/// <summary>The faults of a run, lane by lane, as the seed has dealt them.</summary>
internal sealed class FaultSchedule
{
    private readonly IReadOnlyList<(FaultKind Kind, Fault Fault)>[] _lanes;

    private FaultSchedule(IReadOnlyList<(FaultKind, Fault)>[] lanes) => _lanes = lanes;

    public static int Lanes { get; } = Enum.GetValues<Lane>().Length;

    public IReadOnlyList<(FaultKind Kind, Fault Fault)> Of(Lane lane) => _lanes[(int)lane];

    /// <summary>
    /// Deals faults like cards: each sort comes once before any comes again, in an order that the seed says. Both lanes get half of them, unless
    /// one has no sort to offer.
    /// </summary>
    public static FaultSchedule Deal(int seed, int faults, IReadOnlyList<FaultKind> kinds)
    {
        var offers = Enum.GetValues<Lane>().Select(lane => kinds.Where(kind => kind.Lane == lane).ToArray()).ToArray();
        int lanes = offers.Count(offer => offer.Length > 0);
        var dealt = new IReadOnlyList<(FaultKind, Fault)>[Lanes];
        int left = faults;
        for (int lane = 0; lane < Lanes; lane++)
        {
            int share = offers[lane].Length == 0 ? 0 : (left + lanes - 1) / lanes;
            dealt[lane] = [.. DealLane(new Random(seed * Lanes + lane), offers[lane], share)];
            left -= share;
            lanes -= offers[lane].Length == 0 ? 0 : 1;
        }
        return new(dealt);
    }

    private static IEnumerable<(FaultKind, Fault)> DealLane(Random random, FaultKind[] offer, int count)
    {
        for (int at = 0; at < count; at++)
        {
            if (at % offer.Length == 0)
                random.Shuffle(offer);
            var kind = offer[at % offer.Length];
            yield return (kind, kind.Make(random));
        }
    }

    /// <summary>The sorts that a run can have, and why not the others.</summary>
    public static IReadOnlyList<FaultKind> Choose(Scene scene, Action<string> say)
    {
        var chosen = new List<FaultKind>();
        foreach (var kind in FaultCatalog.All.Where(kind => scene.Options.Only is [] || scene.Options.Only.Contains(kind.Name)))
            if (kind.FindObstacle?.Invoke(scene) is { } obstacle)
                say($"no {kind.Name}: {obstacle}");
            else
                chosen.Add(kind);
        return chosen;
    }
}
