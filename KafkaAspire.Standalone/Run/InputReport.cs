namespace KafkaAspire.Standalone.Run;

/// <summary>What a producer's log says about the lines of its input, short enough for a terminal.</summary>
internal static class InputReport
{
    private const int MostLines = 10;
    private const string Refused = "line ";
    private const string Summary = ": read ";

    /// <summary>Whether a message of the log is "line N: reason" or "FILE: read N lines: ...".</summary>
    public static bool IsAboutLines(string message) => IsRefusal(message) || message.Contains(Summary, StringComparison.Ordinal);

    /// <param name="messages">The messages about lines.</param>
    /// <param name="keptLog">The log, when it outlives the run.</param>
    public static IEnumerable<string> Of(IEnumerable<string> messages, string? keptLog)
    {
        int refused = 0;
        string? summary = null;
        foreach (string message in messages)
            if (!IsRefusal(message))
                summary = message;
            else if (++refused <= MostLines)
                yield return "refused " + message;
        if (refused > MostLines)
            yield return $"refused {refused - MostLines} lines more; {(keptLog is null ? "--keep DIR keeps the log that names each" : $"{keptLog} names each")}";
        if (summary is not null)
            yield return "input " + summary;
    }

    private static bool IsRefusal(string message) =>
        message.StartsWith(Refused, StringComparison.Ordinal) && message.Length > Refused.Length && char.IsAsciiDigit(message[Refused.Length]);
}
