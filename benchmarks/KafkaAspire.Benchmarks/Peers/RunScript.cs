using System.Diagnostics;

namespace KafkaAspire.Benchmarks.Peers;

/// <summary>Where <c>./run</c> is.</summary>
internal static class RunScript
{
    /// <summary>The repository that this program was built in.</summary>
    public static string Directory { get; } = Find();

    private static string Find()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
            if (File.Exists(Path.Combine(directory.FullName, "KafkaAspire.sln")))
                return directory.FullName;
        throw new UnreachableException("a benchmark is always built inside the repository");
    }
}
