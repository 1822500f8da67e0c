using System.Globalization;
using System.Text;

namespace Explorer.Service.Components.Charts;

/// <summary>From times and values to places in a picture.</summary>
/// <param name="From">The time at the left edge.</param>
/// <param name="To">The time at the right edge.</param>
/// <param name="Top">The value at the upper edge; the lower one is zero.</param>
/// <param name="Width">The picture's width.</param>
/// <param name="Height">Its height.</param>
internal readonly record struct ChartScale(DateTimeOffset From, DateTimeOffset To, double Top, double Width, double Height)
{
    /// <summary>The least round number that no value exceeds: 1, 2 or 5 times a power of ten.</summary>
    public static double RoundTop(double highest)
    {
        if (highest <= 1)
            return 1;
        double power = Math.Pow(10, Math.Floor(Math.Log10(highest)));
        return (highest / power) switch { <= 1 => power, <= 2 => 2 * power, <= 5 => 5 * power, _ => 10 * power };
    }

    /// <summary>A line as an SVG path; a gap begins a new piece.</summary>
    public string Path(IReadOnlyList<ChartPoint> points)
    {
        var path = new StringBuilder();
        bool isDrawing = false;
        foreach (var point in points)
        {
            if (point.Value is not { } value)
            {
                isDrawing = false;
                continue;
            }
            path.Append(isDrawing ? 'L' : 'M').Append(Text(X(point.At))).Append(' ').Append(Text(Y(value)));
            isDrawing = true;
        }
        return path.ToString();
    }

    private double X(DateTimeOffset at) => To <= From ? Width : (at - From) / (To - From) * Width;

    private double Y(double value) => Height - (Math.Min(value, Top) / Top * Height);

    private static string Text(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
