using KafkaAspire.Standalone.CommandLine;

namespace KafkaAspire.Standalone.Build;

/// <summary>The repository that this program was built from: where its projects are and what they build.</summary>
/// <param name="Root">The directory of the solution.</param>
internal sealed record Repository(string Root)
{
    public const string Configuration = "Release";
    private const string Solution = "KafkaAspire.sln";

    /// <summary>What <c>./run</c> and <c>./test</c> remember about this working copy; ignored by Git.</summary>
    public string Artifacts => Path.Combine(Root, "artifacts");

    public static Repository Find()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
            if (File.Exists(Path.Combine(directory.FullName, Solution)))
                return new(directory.FullName);
        throw new RunException($"{Solution} is in no directory above {AppContext.BaseDirectory}: run this from a clone of the repository");
    }

    public string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>The assembly that a project builds.</summary>
    /// <param name="project">The project's directory, relative to the root.</param>
    public string AssemblyOf(string project) =>
        Path.Combine(Root, project, "bin", Configuration, "net10.0", Path.GetFileName(project) + ".dll");
}
