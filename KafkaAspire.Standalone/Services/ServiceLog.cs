using System.Text.RegularExpressions;

namespace KafkaAspire.Standalone.Services;

/// <summary>What a service's log says to a person.</summary>
internal static partial class ServiceLog
{
    /// <summary>One line a record, so that the last error can be shown as one line.</summary>
    public static IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Logging__Console__FormatterName"] = "simple",
        ["Logging__Console__FormatterOptions__SingleLine"] = "true",
        ["Logging__Console__FormatterOptions__ColorBehavior"] = "Disabled",
    };

    /// <summary>The last error in a log, without its time and category; else the last line.</summary>
    public static string LastError(string path)
    {
        string? last = null, error = null;
        foreach (string line in Lines(path))
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            last = line;
            if (Record().Match(line) is { Success: true, Groups: var parts })
            {
                last = parts["message"].Value;
                if (parts["level"].Value is "crit" or "fail")
                    error = last;
            }
            else if (line.StartsWith("Unhandled exception. ", StringComparison.Ordinal))
                error = line;
        }
        return (error ?? last)?.Trim() ?? "it wrote no log";
    }

    /// <summary>The wanted messages of a log, without time, level and category.</summary>
    public static IEnumerable<string> Messages(string path, Func<string, bool> wanted) =>
        Lines(path).Select(line => Record().Match(line) is { Success: true, Groups: var parts } ? parts["message"].Value : line).Where(wanted);

    // A line of Microsoft's simple console formatter: "16:50:01.510 crit: Category[7] message", the time only where it is asked for.
    [GeneratedRegex(@"^(\S+ )?(?<level>trce|dbug|info|warn|fail|crit): \S+\[-?\d+\] (?<message>.*)$")]
    private static partial Regex Record();

    private static IEnumerable<string> Lines(string path)
    {
        if (!File.Exists(path))
            yield break;
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
