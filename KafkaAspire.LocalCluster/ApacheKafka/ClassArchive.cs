using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Text;

namespace KafkaAspire.LocalCluster;

/// <summary>
/// The JVM's archive of Kafka's loaded classes (application class-data sharing, JEP 350): with it a broker is up after less than half of the
/// processor time. One archive is good for one directory of Kafka and one Java; its name holds what it was made of and a hash of its content.
/// </summary>
internal sealed class ClassArchive(KafkaInstallation installation, string directory)
{
    private const string Ending = ".jsa";

    // The content of an archive is read once a process. The key is the file as it was then: a changed file is read again.
    private static readonly ConcurrentDictionary<(string Path, long Length, DateTime Written), bool> Checked = new();

    /// <summary>The user's directory for caches, or null where the user has none.</summary>
    public static string? DefaultDirectory { get; } = FindDefaultDirectory();

    public string Directory => directory;

    /// <summary>The archive; null where there is none that can be used.</summary>
    public string? Find()
    {
        try
        {
            return Candidates(KeyedPrefix).FirstOrDefault(IsIntact);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // an archive that cannot be read costs time, not the broker
        }
    }

    /// <summary>An archive of the right name whose content is not what it was made with; null where there is none.</summary>
    public string? FindBroken()
    {
        try
        {
            return Candidates(KeyedPrefix).FirstOrDefault(path => !IsIntact(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // what cannot be read at all is not broken, and is not used
        }
    }

    /// <summary>Moves a new archive to its name, and removes those of the same Kafka and Java that are good for nothing any more.</summary>
    /// <returns>The archive's path.</returns>
    public string Adopt(string newFile)
    {
        string path = Path.Combine(directory, $"{KeyedPrefix}{HashOfContent(newFile)}{Ending}");
        foreach (string old in Candidates(PlacePrefix))
            File.Delete(old);
        File.Move(newFile, path, overwrite: true);
        return path;
    }

    private IEnumerable<string> Candidates(string prefix) =>
        System.IO.Directory.Exists(directory) ? System.IO.Directory.EnumerateFiles(directory, $"{prefix}*{Ending}") : [];

    private static bool IsIntact(string path)
    {
        var file = new FileInfo(path);
        return Checked.GetOrAdd((path, file.Length, file.LastWriteTimeUtc), static key =>
            Path.GetFileNameWithoutExtension(key.Path).EndsWith($"-{HashOfContent(key.Path)}", StringComparison.Ordinal));
    }

    // Where Kafka and Java are: the same for each archive that follows another one there.
    private string PlacePrefix => $"kafka-{HashOf(installation.Home, RealJava)}-";

    // What they are: the JVM refuses an archive whose jars have another time or size, and one of another build of itself.
    private string KeyedPrefix => $"{PlacePrefix}{HashOf([.. Jars().Append(Path.Combine(JavaHome, "lib", "modules")).Append(RealJava).Select(Stamp)])}-";

    private string RealJava => File.ResolveLinkTarget(installation.Java, returnFinalTarget: true)?.FullName ?? installation.Java;

    private string JavaHome => Path.GetDirectoryName(Path.GetDirectoryName(RealJava)) ?? "";

    private IEnumerable<string> Jars() =>
        System.IO.Directory.EnumerateFiles(Path.Combine(installation.Home, "libs"), "*.jar").Order(StringComparer.Ordinal);

    private static string Stamp(string path) =>
        new FileInfo(path) is { Exists: true } file ? $"{path} {file.Length} {file.LastWriteTimeUtc.Ticks}" : path;

    private static string HashOf(params IEnumerable<string> parts) => Hex(XxHash3.Hash(Encoding.UTF8.GetBytes(string.Join('\n', parts))));

    private static string HashOfContent(string path)
    {
        var hash = new XxHash3();
        using FileStream content = File.OpenRead(path);
        hash.Append(content);
        return Hex(hash.GetCurrentHash());
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private static string? FindDefaultDirectory()
    {
        string? caches = OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } given ? given
            : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home
                ? Path.Combine(home, OperatingSystem.IsMacOS() ? "Library/Caches" : ".cache")
            : null;
        return caches is { Length: > 0 } && Path.IsPathRooted(caches) ? Path.Combine(caches, "KafkaAspire") : null;
    }
}
