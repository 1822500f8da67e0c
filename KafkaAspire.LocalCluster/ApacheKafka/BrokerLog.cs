using System.Text.RegularExpressions;

namespace KafkaAspire.LocalCluster;

/// <summary>Reads the end of a broker's log for why the broker ended.</summary>
internal static partial class BrokerLog
{
    private const int TailLines = 20;
    private const int TailBytes = 64 * 1024;

    /// <summary>The last lines of a log file; none where it can't be read.</summary>
    public static IReadOnlyList<string> Tail(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            stream.Seek(-Math.Min(stream.Length, TailBytes), SeekOrigin.End);
            string[] lines = new StreamReader(stream).ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return [.. lines.Select(line => line.TrimEnd('\r')).Where(line => !IsFrame(line)).TakeLast(TailLines)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Whether a line is one of a stack trace's frames: they push what matters out of a tail.</summary>
    public static bool IsFrame(string line) => line.StartsWith("\tat ", StringComparison.Ordinal);

    /// <summary>": REASON" out of a log's last lines, or nothing.</summary>
    public static string Cause(IReadOnlyList<string> tail)
    {
        Match[] exceptions = [.. tail.Select(line => ExceptionLine().Match(line)).Where(match => match.Success)];
        // The cause of the cause is told last, the exception itself first.
        Match? told = exceptions.LastOrDefault(match => match.Groups["caused"].Success) ?? exceptions.FirstOrDefault();
        string? cause = told?.Groups["text"].Value
            ?? tail.LastOrDefault(line => line.Contains(" ERROR ", StringComparison.Ordinal))
            ?? tail.LastOrDefault();
        return cause is null ? "" : $": {cause.Trim()}";
    }

    [GeneratedRegex(@"^(?<caused>Caused by: )?(Exception in thread ""[^""]*"" )?[\w.$]+\.[\w$]+(Exception|Error): (?<text>.+)$")]
    private static partial Regex ExceptionLine();
}
