using KafkaAspire.Standalone.CommandLine;

namespace KafkaAspire.Standalone.Build;

/// <summary>Builds a project, a solution or a solution filter: one line of progress, and the compiler's errors when it fails.</summary>
/// <param name="repository">The repository.</param>
/// <param name="progress">Where the line of progress goes.</param>
internal sealed class QuietBuild(Repository repository, IProgressLine progress)
{
    /// <param name="target">What to build, relative to the repository's root.</param>
    /// <param name="what">What it is called in the line of progress.</param>
    /// <param name="cancellation">Ends the build.</param>
    /// <exception cref="RunException">The build failed; its details are the errors.</exception>
    public async Task BuildAsync(string target, string what, CancellationToken cancellation)
    {
        DotnetResult result;
        using (progress.Begin($"building {what}"))
            result = await DotnetCommand.RunAsync(repository.Root,
                ["build", target, "-c", Repository.Configuration, "-v", "quiet", "--nologo", "-clp:NoSummary", "-tl:off"], cancellation);
        if (result.ExitCode == 0)
            return;
        var errors = result.Lines.Where(line => line.Contains(": error ", StringComparison.Ordinal)).Select(WithoutProject).Distinct().ToList();
        throw new RunException($"the build of {what} failed", errors.Count > 0 ? errors : result.Lines);
    }

    // MSBuild ends every error with the project's path in brackets, once for each project that meets it.
    private string WithoutProject(string line)
    {
        int bracket = line.LastIndexOf(" [", StringComparison.Ordinal);
        return (bracket > 0 ? line[..bracket] : line).Trim().Replace(repository.Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
    }
}
