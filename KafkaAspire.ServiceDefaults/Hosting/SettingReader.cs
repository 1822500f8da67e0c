using System.Globalization;
using KafkaAspire.Contracts;
using KafkaAspire.ServiceDefaults.Hosting;

namespace Microsoft.Extensions.Configuration;

/// <summary>
/// Reads settings so that a wrong one is refused in one line that names the key, the value and what is allowed. Every setting is read here, so that
/// <see cref="SettingListing"/> knows it.
/// </summary>
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
        string allowed = string.Join(", ", choices.Keys);
        string value = Find(configuration, new(key, fallback, "", allowed)) ?? fallback;
        return choices.TryGetValue(value.ToLowerInvariant(), out var choice) ? choice : throw Refuse(key, value, allowed);
    }

    /// <summary>A whole number between two bounds.</summary>
    /// <param name="configuration">Where to read.</param>
    /// <param name="key">The key.</param>
    /// <param name="fallback">What holds when none is given.</param>
    /// <param name="min">The least that is allowed.</param>
    /// <param name="max">The most that is allowed.</param>
    /// <param name="unit">What is counted.</param>
    /// <exception cref="ServiceSettingException">Not a whole number, or out of bounds.</exception>
    public static long ReadNumber(this IConfiguration configuration, string key, long fallback, long min, long max, string unit) =>
        configuration.ReadNumber(key, (long?)fallback, min, max, unit)!.Value;

    /// <summary>A whole number between two bounds, or none.</summary>
    /// <param name="configuration">Where to read.</param>
    /// <param name="key">The key.</param>
    /// <param name="fallback">What holds when none is given.</param>
    /// <param name="min">The least that is allowed.</param>
    /// <param name="max">The most that is allowed.</param>
    /// <param name="unit">What is counted.</param>
    /// <exception cref="ServiceSettingException">Not a whole number, or out of bounds.</exception>
    public static long? ReadNumber(this IConfiguration configuration, string key, long? fallback, long min, long max, string unit)
    {
        string allowed = max == long.MaxValue ? $"whole numbers from {min}" : $"whole numbers from {min} to {max}";
        if (Find(configuration, new(key, Text(fallback), unit, allowed)) is not { } value)
            return fallback;
        return long.TryParse(value, out long number) && number >= min && number <= max ? number : throw Refuse(key, value, allowed);
    }

    /// <summary>A number between two bounds, with a point where it has decimals.</summary>
    /// <param name="configuration">Where to read.</param>
    /// <param name="key">The key.</param>
    /// <param name="fallback">What holds when none is given.</param>
    /// <param name="min">The least that is allowed.</param>
    /// <param name="max">The most that is allowed.</param>
    /// <param name="unit">What is counted.</param>
    /// <exception cref="ServiceSettingException">Not a number, or out of bounds.</exception>
    public static double ReadDecimal(this IConfiguration configuration, string key, double fallback, double min, double max, string unit)
    {
        string allowed = string.Create(CultureInfo.InvariantCulture, $"numbers from {min} to {max}");
        if (Find(configuration, new(key, Text(fallback), unit, allowed)) is not { } value)
            return fallback;
        return double.TryParse(value, CultureInfo.InvariantCulture, out double number) && number >= min && number <= max
            ? number
            : throw Refuse(key, value, allowed);
    }

    /// <summary>A time between two bounds, in seconds or as hh:mm:ss.</summary>
    /// <param name="configuration">Where to read.</param>
    /// <param name="key">The key.</param>
    /// <param name="fallback">What holds when none is given.</param>
    /// <param name="min">The shortest that is allowed.</param>
    /// <param name="max">The longest that is allowed.</param>
    /// <exception cref="ServiceSettingException">No time, or out of bounds.</exception>
    public static TimeSpan ReadDuration(this IConfiguration configuration, string key, TimeSpan fallback, TimeSpan min, TimeSpan max)
    {
        string allowed = $"seconds (5) or hh:mm:ss (00:00:05), from {Text(min.TotalSeconds)} s to {Text(max.TotalSeconds)} s";
        if (Find(configuration, new(key, Text(fallback.TotalSeconds), "s", allowed)) is not { } value || string.IsNullOrWhiteSpace(value))
            return fallback;
        // A bare number would be read as days by TimeSpan, which nobody means.
        TimeSpan? duration = double.TryParse(value, CultureInfo.InvariantCulture, out double seconds) && Math.Abs(seconds) < 1e6
            ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out var span) ? span : null;
        return duration >= min && duration <= max ? duration.Value : throw Refuse(key, value, allowed);
    }

    /// <summary>True or false.</summary>
    /// <param name="configuration">Where to read.</param>
    /// <param name="key">The key.</param>
    /// <param name="fallback">What holds when none is given.</param>
    /// <exception cref="ServiceSettingException">Neither is given.</exception>
    public static bool ReadSwitch(this IConfiguration configuration, string key, bool fallback)
    {
        const string allowed = "true and false";
        if (Find(configuration, new(key, fallback ? "true" : "false", "", allowed)) is not { } value)
            return fallback;
        return bool.TryParse(value, out bool on) ? on : throw Refuse(key, value, allowed);
    }

    /// <summary>Any text; an empty one counts as none.</summary>
    /// <param name="configuration">Where to read.</param>
    /// <param name="key">The key.</param>
    /// <param name="fallback">What holds when none is given.</param>
    /// <param name="allowed">What it is; whoever asks checks it.</param>
    public static string ReadText(this IConfiguration configuration, string key, string fallback, string allowed) =>
        Find(configuration, new(key, fallback, "", allowed)) ?? fallback;

    /// <summary>A text without which a service does not start. An empty one counts as none.</summary>
    /// <param name="configuration">Where to read.</param>
    /// <param name="key">The key.</param>
    /// <param name="allowed">What it is; whoever asks checks it.</param>
    /// <param name="example">What stands for it while settings are listed.</param>
    /// <exception cref="ServiceSettingException">None is given.</exception>
    public static string ReadRequired(this IConfiguration configuration, string key, string allowed, string example)
    {
        if (SettingListing.Note(new(key, "", "", allowed)))
            return example;
        return configuration[key] is { } value && !string.IsNullOrWhiteSpace(value)
            ? value
            : throw new ServiceSettingException($"{key} is not set; {allowed} is needed");
    }

    private static string? Find(IConfiguration configuration, Setting setting) =>
        !SettingListing.Note(setting) && configuration[setting.Key] is { Length: > 0 } value ? value : null;

    private static string Text(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    private static ServiceSettingException Refuse(string key, string value, string allowed) =>
        new($"{key} is \"{TransactionRules.Printable(value)}\"; allowed are {allowed}");
}
