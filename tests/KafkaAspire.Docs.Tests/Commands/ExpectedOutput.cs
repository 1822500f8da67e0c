using System.Text.RegularExpressions;

namespace KafkaAspire.Docs.Tests.Commands;

/// <summary>What a page says that a command prints.</summary>
internal static class ExpectedOutput
{
    /// <summary>The first line that is not there, in this order; null when all are.</summary>
    public static string? FindMissing(IReadOnlyList<string> expected, string output)
    {
        string[] lines = output.ReplaceLineEndings("\n").Split('\n');
        int from = 0;
        foreach (string wanted in expected.Where(line => line.Trim() is { Length: > 0 } and not "…"))
        {
            var pattern = new Regex($"^{Regex.Escape(wanted.Trim()).Replace("…", ".*")}$");
            int at = Array.FindIndex(lines, from, line => pattern.IsMatch(line.Trim()));
            if (at < 0)
                return wanted;
            from = at + 1;
        }
        return null;
    }
}
