using System.Globalization;

namespace KafkaAspire.Benchmarks.Measuring;

/// <summary>What a figure counts.</summary>
/// <param name="Symbol">As it is written behind the figure.</param>
/// <param name="Format">How the figure is written.</param>
internal sealed record Unit(string Symbol, string Format)
{
    public static readonly Unit PerSecond = new("/s", "N0");
    public static readonly Unit Milliseconds = new("ms", "N1");
    public static readonly Unit Seconds = new("s", "N2");
    public static readonly Unit Megabytes = new("MB", "N0");
    public static readonly Unit Nanoseconds = new("ns", "N0");
    public static readonly Unit Bytes = new("B", "N0");

    public string Text(double value) => $"{value.ToString(Format, CultureInfo.InvariantCulture)} {Symbol}";
}
