using System.Globalization;

namespace KafkaAspire.Standalone.CommandLine;

/// <summary>Reads the values of options. What is wrong comes out as one line with the option, the value and what is allowed.</summary>
internal static class OptionValue
{
    public static UsageException Wrong(string option, string value, string allowed) =>
        new($"{option} \"{Printable(value)}\" is not possible; allowed: {allowed}");

    public static long Integer(string option, string value, long least, long most) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= least && number <= most
            ? number
            : throw Wrong(option, value, $"a whole number from {least} to {most}");

    public static T OneOf<T>(string option, string value, params ReadOnlySpan<(string Name, T Value)> choices)
    {
        foreach (var (name, choice) in choices)
            if (value == name)
                return choice;
        throw Wrong(option, value, string.Join(", ", choices.ToArray().Select(choice => choice.Name)));
    }

    public static TimeSpan Duration(string option, string value)
    {
        const string allowed = "a number with ms, s, m or h, from 100ms to 240h, such as 30s";
        int digits = value.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
        double? unit = value[digits..] switch { "ms" => 1, "s" => 1000, "m" => 60_000, "h" => 3_600_000, _ => null };
        if (unit is null || !double.TryParse(value[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
            throw Wrong(option, value, allowed);
        double milliseconds = number * unit.Value;
        return milliseconds is >= 100 and <= 240 * 3_600_000d ? TimeSpan.FromMilliseconds(milliseconds) : throw Wrong(option, value, allowed);
    }

    private static string Printable(string value)
    {
        string cut = value.Length <= 100 ? value : value[..97] + "...";
        return string.Concat(cut.Select(c => char.IsControl(c) ? '?' : c));
    }
}
