namespace KafkaAspire.Standalone.CommandLine;

/// <summary>Reads <c>--keep</c>: a new or empty directory that can be written, as an absolute path.</summary>
/// <remarks>Empty, because the journals in it are the audit's source: those of an earlier run would count as this run's.</remarks>
internal static class KeepValue
{
    public static string Parse(string option, string value)
    {
        const string allowed = "a new or empty directory that can be written";
        try
        {
            string path = Directory.CreateDirectory(value).FullName;
            if (Directory.EnumerateFileSystemEntries(path).Any())
                throw OptionValue.Wrong(option, value, $"{allowed} (it is not empty)");
            using var _ = new FileStream(Path.Combine(path, ".writable"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw OptionValue.Wrong(option, value, $"{allowed} ({e.Message})");
        }
    }
}
