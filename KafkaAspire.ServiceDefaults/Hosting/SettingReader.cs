using System.Globalization;
using KafkaAspire.ServiceDefaults.Hosting;

namespace Microsoft.Extensions.Configuration;

/// <summary>Reads settings so that a wrong one is refused in one line that names the key, the value and what is allowed.</summary>
public static class SettingReader
{
    /// <summary>One of several words.</summary>
    /// <param name="configuration">Where to read.</param>
    /// <param name="key">The key.</param>
    /// <param name="fallback">The word that holds when none is given.</param>
    /// <param name="choices">The words and what they mean.</param>
    /// <exception cref="ServiceSettingException">Another word is given.</exception>
    public static T ReadChoice<T>(this IConfiguration configuration, string key, string fallback, Dictionary<string, T> choices)
    {
        string value = configuration.ReadText(key, fallback);
        return choices.TryGetValue(value.ToLowerInvariant(), out var choice)
            ? choice
            : throw Refuse(key, value, string.Join(", ", choices.Keys));
    }

    /// <summary>A whole number between two bounds.</summary>
    /// <param name="configuration">Where to read.</param>
    /// <param name="key">The key.</param>
    /// <param name="fallback">What holds when none is given.</param>
    /// <param name="min">The least that is allowed.</param>
    /// <param name="max">The most that is allowed.</param>
    /// <exception cref="ServiceSettingException">Not a whole number, or out of bounds.</exception>
    public static long ReadNumber(this IConfiguration configuration, string key, long fallback, long min, long max)
    {
        if (configuration[key] is not { Length: > 0 } value)
            return fallback;
        return long.TryParse(value, out long number) && number >= min && number <= max
            ? number
            : throw Refuse(key, value, $"whole numbers from {min} to {max}");
    }

    /// <summary>A number between two bounds, with a point where it has decimals.</summary>
    /// <param name="configuration">Where to read.</param>
    /// <param name="key">The key.</param>
    /// <param name="fallback">What holds when none is given.</param>
    /// <param name="min">The least that is allowed.</param>
    /// <param name="max">The most that is allowed.</param>
    /// <exception cref="ServiceSettingException">Not a number, or out of bounds.</exception>
    public static double ReadDecimal(this IConfiguration configuration, string key, double fallback, double min, double max)
    {
        if (configuration[key] is not { Length: > 0 } value)
            return fallback;
        return double.TryParse(value, CultureInfo.InvariantCulture, out double number) && number >= min && number <= max
            ? number
            : throw Refuse(key, value, $"numbers from {min} to {max}");
    }

    /// <summary>True or false.</summary>
    /// <param name="configuration">Where to read.</param>
    /// <param name="key">The key.</param>
    /// <param name="fallback">What holds when none is given.</param>
    /// <exception cref="ServiceSettingException">Neither is given.</exception>
    public static bool ReadSwitch(this IConfiguration configuration, string key, bool fallback)
    {
        if (configuration[key] is not { Length: > 0 } value)
            return fallback;
        return bool.TryParse(value, out bool on) ? on : throw Refuse(key, value, "true and false");
    }

    /// <summary>Any text; an empty one counts as none.</summary>
    /// <param name="configuration">Where to read.</param>
    /// <param name="key">The key.</param>
    /// <param name="fallback">What holds when none is given.</param>
    public static string ReadText(this IConfiguration configuration, string key, string fallback) =>
        configuration[key] is { Length: > 0 } value ? value : fallback;

    private static ServiceSettingException Refuse(string key, string value, string allowed) =>
        new($"{key} is \"{value}\"; allowed are {allowed}");
}
