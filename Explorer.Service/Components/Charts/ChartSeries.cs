namespace Explorer.Service.Components.Charts;

/// <summary>A line of a chart.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Points">Its points, the oldest first; a null is a gap.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points);

/// <summary>A point of a line.</summary>
/// <param name="At">When.</param>
/// <param name="Value">How much; null if it is not known.</param>
public readonly record struct ChartPoint(DateTimeOffset At, double? Value);
