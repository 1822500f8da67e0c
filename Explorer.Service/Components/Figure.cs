using System.Globalization;

namespace Explorer.Service.Components;

/// <summary>Writes numbers for people.</summary>
internal static class Figure
{
    /// <summary>What stands where a figure is not known.</summary>
    public const string Unknown = "–";

    public static string Of(long? value) => value?.ToString("N0", CultureInfo.InvariantCulture) ?? Unknown;

    public static string Rate(double? value) => value switch
    {
        null => Unknown,
        >= 100 => value.Value.ToString("N0", CultureInfo.InvariantCulture),
        0 => "0",
        _ => value.Value.ToString("0.#", CultureInfo.InvariantCulture),
    };

    /// <summary>A time span of so many seconds, in the unit that a person would use.</summary>
    public static string Span(double? seconds) => seconds switch
    {
        null => Unknown,
        0 => "0 s",
        < 10 => seconds.Value.ToString("0.0 s", CultureInfo.InvariantCulture),
        < 120 => seconds.Value.ToString("0 s", CultureInfo.InvariantCulture),
        < 2 * 3600 => (seconds.Value / 60).ToString("0 min", CultureInfo.InvariantCulture),
        < 48 * 3600 => (seconds.Value / 3600).ToString("0 h", CultureInfo.InvariantCulture),
        _ => (seconds.Value / 86400).ToString("N0", CultureInfo.InvariantCulture) + " d",
    };

    /// <summary>A number of bytes, in the unit that a person would use.</summary>
    public static string Bytes(long? bytes) => bytes switch
    {
        null => Unknown,
        < 1024 => $"{bytes} B",
        < 1024 * 1024 => (bytes.Value / 1024d).ToString("0.# KiB", CultureInfo.InvariantCulture),
        < 1024L * 1024 * 1024 => (bytes.Value / 1048576d).ToString("0.# MiB", CultureInfo.InvariantCulture),
        _ => (bytes.Value / 1073741824d).ToString("N1", CultureInfo.InvariantCulture) + " GiB",
    };

    /// <summary>A time as this machine's clock shows it.</summary>
    public static string Time(DateTimeOffset? time) => time?.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture) ?? Unknown;

    public static string Date(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Clock(DateTimeOffset time) => time.ToLocalTime().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    public static string Ids(IEnumerable<int> ids) => string.Join(", ", ids);

    public static string Counted(int count, string noun) => $"{count.ToString("N0", CultureInfo.InvariantCulture)} {noun}{(count == 1 ? "" : "s")}";
}
