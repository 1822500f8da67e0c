namespace KafkaAspire.Standalone.CommandLine;

/// <summary>Reads <c>--input</c>: a file that can be opened, as an absolute path, or standard input.</summary>
internal static class InputValue
{
    public static string Parse(string option, string value)
    {
        if (value == RunOptions.StandardInput)
            return value;
        const string allowed = "a readable CSV or JSON Lines file, or - for standard input";
        if (Directory.Exists(value))
            throw OptionValue.Wrong(option, value, $"{allowed} (this is a directory)");
        try
        {
            string path = Path.GetFullPath(value);
            using var _ = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            string reason = e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : e.Message;
            throw OptionValue.Wrong(option, value, $"{allowed} ({reason})");
        }
    }
}
