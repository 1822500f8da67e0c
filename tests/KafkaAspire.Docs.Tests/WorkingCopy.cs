using System.Runtime.CompilerServices;

namespace KafkaAspire.Docs.Tests;

/// <summary>The repository that these tests are of.</summary>
internal static class WorkingCopy
{
    private static readonly string[] NotOurs = ["bin", "obj", "artifacts", "kept", ".git", "TestResults", "BenchmarkDotNet.Artifacts"];

    public static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../.."));

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(PathOf(relative));

    /// <summary>Files of the repository, relative to its root and with slashes; nothing that was built.</summary>
    public static IEnumerable<string> Files(string under, string pattern) => FilesIn(new(PathOf(under)), pattern)
        .Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    private static IEnumerable<FileInfo> FilesIn(DirectoryInfo directory, string pattern) => directory.EnumerateFiles(pattern)
        .Concat(directory.EnumerateDirectories().Where(inner => !NotOurs.Contains(inner.Name)).SelectMany(inner => FilesIn(inner, pattern)));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
