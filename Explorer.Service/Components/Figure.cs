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

    public static string Ids(IEnumerable<int> ids) => string.Join(", ", ids);

    public static string Counted(int count, string noun) => $"{count.ToString("N0", CultureInfo.InvariantCulture)} {noun}{(count == 1 ? "" : "s")}";
}
