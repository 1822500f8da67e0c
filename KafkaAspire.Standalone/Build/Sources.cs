using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace KafkaAspire.Standalone.Build;

/// <summary>The source files of some projects, and what the whole repository's build depends on.</summary>
internal static class Sources
{
    private static readonly string[] SharedFiles = ["Directory.Build.props", "Directory.Packages.props", ".editorconfig", "global.json"];

    /// <summary>
    /// A digest of every source file's path, size and time. It changes with any file that is added, changed or deleted; taking it costs
    /// milliseconds, where asking MSBuild costs seconds.
    /// </summary>
    public static string Fingerprint(Repository repository, IEnumerable<string> projects)
    {
        var files = Files(repository, projects).Append(new(repository.PathOf(AspirePackages.RememberedIn))).Where(file => file.Exists).Select(file => string.Create(CultureInfo.InvariantCulture,
            $"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}")).Order(StringComparer.Ordinal);
        return XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(string.Join('\n', files))).ToString("x16", CultureInfo.InvariantCulture);
    }

    /// <summary>When the newest source file was written.</summary>
    public static DateTime NewestWrite(Repository repository, IEnumerable<string> projects) =>
        Files(repository, projects).Max(file => file.LastWriteTimeUtc);

    private static IEnumerable<FileInfo> Files(Repository repository, IEnumerable<string> projects) =>
        projects.SelectMany(project => FilesIn(new DirectoryInfo(repository.PathOf(project))))
            .Concat(SharedFiles.Select(name => new FileInfo(repository.PathOf(name))).Where(file => file.Exists));

    private static IEnumerable<FileInfo> FilesIn(DirectoryInfo directory)
    {
        foreach (var entry in directory.EnumerateFileSystemInfos())
            if (entry is FileInfo file)
                yield return file;
            else if (entry is DirectoryInfo { Name: not ("bin" or "obj" or "TestResults") } subdirectory)
                foreach (var inner in FilesIn(subdirectory))
                    yield return inner;
    }
}
