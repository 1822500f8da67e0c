using System.Globalization;

namespace KafkaAspire.Benchmarks.Measuring;

/// <summary>What a row has to show.</summary>
/// <param name="Kind">How the bound is meant.</param>
/// <param name="Bound">The bound: a ratio, or a figure in the row's unit.</param>
internal sealed record Goal(GoalKind Kind, double Bound)
{
    public static readonly Goal Report = new(GoalKind.Report, 0);

    public static Goal AtLeast(double ratio) => new(GoalKind.AtLeast, ratio);

    public static Goal AtMostTimes(double ratio) => new(GoalKind.AtMostTimes, ratio);

    public static Goal AtMost(double value) => new(GoalKind.AtMost, value);

    public static Goal AtMostMore(double value) => new(GoalKind.AtMostMore, value);

    /// <summary>Whether a row reaches it; null where nothing is wanted, or nothing could be measured.</summary>
    public bool? IsMet(Row row) => (Kind, row.Ours, row.Ratio) switch
    {
        (GoalKind.AtLeast, _, { } ratio) => ratio >= Bound,
        (GoalKind.AtMostTimes, _, { } ratio) => ratio <= Bound,
        (GoalKind.AtMost, { } ours, _) => ours.Median <= Bound,
        (GoalKind.AtMostMore, { } ours, _) when row.Peer is { } peer => Math.Round(ours.Median - peer.Median) <= Bound,
        _ => null,
    };

    public string Text(Unit? unit) => Kind switch
    {
        GoalKind.AtLeast => $"≥ {Bound.ToString("0.##", CultureInfo.InvariantCulture)}",
        GoalKind.AtMostTimes => $"≤ {Bound.ToString("0.##", CultureInfo.InvariantCulture)} ×",
        GoalKind.AtMost => $"≤ {unit?.Text(Bound) ?? Bound.ToString(CultureInfo.InvariantCulture)}",
        GoalKind.AtMostMore => $"+ {unit?.Text(Bound) ?? Bound.ToString(CultureInfo.InvariantCulture)}",
        _ => "report",
    };
}

/// <summary>How a goal's bound is meant.</summary>
internal enum GoalKind
{
    /// <summary>Nothing is wanted.</summary>
    Report,

    /// <summary>Ours by the peer's, at least.</summary>
    AtLeast,

    /// <summary>Ours by the peer's, at most.</summary>
    AtMostTimes,

    /// <summary>Ours, at most, whatever a peer does.</summary>
    AtMost,

    /// <summary>Ours less the peer's, at most.</summary>
    AtMostMore,
}
