namespace KafkaAspire.LocalCluster;

/// <summary>Reads the end of a broker's log for why the broker ended.</summary>
internal static class BrokerLog
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
            // Stack frames push what matters out of a tail.
            return [.. lines.Select(line => line.TrimEnd('\r')).Where(line => !line.StartsWith("\tat ", StringComparison.Ordinal)).TakeLast(TailLines)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>": REASON" out of a log's last lines, or nothing.</summary>
    public static string Cause(IReadOnlyList<string> tail)
    {
        string? cause = tail.LastOrDefault(line => line.StartsWith("Caused by: ", StringComparison.Ordinal))
            ?? tail.FirstOrDefault(line => IsException(line))
            ?? tail.LastOrDefault(line => line.Contains(" ERROR ", StringComparison.Ordinal) || line.Contains(" FATAL ", StringComparison.Ordinal))
            ?? tail.LastOrDefault();
        return cause is null ? "" : $": {cause.Replace("Caused by: ", "").Trim()}";
    }

    private static bool IsException(string line) =>
        line.Split(' ')[0] is var word && word.Contains('.') && (word.EndsWith("Exception:", StringComparison.Ordinal) || word.EndsWith("Error:", StringComparison.Ordinal));
}
