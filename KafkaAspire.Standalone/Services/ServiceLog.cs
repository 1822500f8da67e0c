namespace KafkaAspire.Standalone.Services;

/// <summary>What a service's log says to a person.</summary>
internal static class ServiceLog
{
    private static readonly string[] ErrorMarks = ["crit: ", "fail: ", "Unhandled exception. "];

    /// <summary>The last error in a log, without its mark and category; else the last line.</summary>
    public static string LastError(string path)
    {
        string? last = null, error = null;
        foreach (string line in Lines(path))
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            last = line;
            if (ErrorMarks.Any(mark => line.StartsWith(mark, StringComparison.Ordinal)))
                error = line;
        }
        return error is null ? last?.Trim() ?? "it wrote no log" : Message(error);
    }

    /// <summary>The messages of a log that hold a text, without mark and category.</summary>
    public static IEnumerable<string> Messages(string path, Func<string, bool> wanted) => Lines(path).Select(Message).Where(wanted);

    // "crit: Category[7] message" as Microsoft's simple console formatter writes it.
    private static string Message(string line)
    {
        int category = line.IndexOf(": ", StringComparison.Ordinal);
        int end = line.IndexOf("] ", StringComparison.Ordinal);
        return (category == 4 && end > category ? line[(end + 2)..] : line).Trim();
    }

    private static IEnumerable<string> Lines(string path)
    {
        if (!File.Exists(path))
            yield break;
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
