namespace KafkaAspire.Standalone.Run;

/// <summary>What a producer's log says about the lines of its input, short enough for a terminal.</summary>
internal static class InputReport
{
    private const int MostLines = 10;

    /// <summary>Whether a message of the log is "line N: reason" or "read N lines: ...".</summary>
    public static bool IsAboutLines(string message) =>
        message.StartsWith("read ", StringComparison.Ordinal)
        || (message.StartsWith("line ", StringComparison.Ordinal) && message.Length > 5 && char.IsAsciiDigit(message[5]));

    /// <param name="messages">The messages about lines.</param>
    /// <param name="keptLog">The log, when it outlives the run.</param>
    public static IEnumerable<string> Of(IEnumerable<string> messages, string? keptLog)
    {
        int refused = 0;
        string? sum = null;
        foreach (string message in messages)
            if (message.StartsWith("read ", StringComparison.Ordinal))
                sum = message;
            else if (++refused <= MostLines)
                yield return "refused " + message;
        if (refused > MostLines)
            yield return $"refused {refused - MostLines} lines more; {(keptLog is null ? "--keep DIR keeps the log that names each" : $"{keptLog} names each")}";
        if (sum is not null)
            yield return "input: " + sum;
    }
}
