using KafkaAspire.Standalone.Build;
using KafkaAspire.Standalone.CommandLine;

namespace KafkaAspire.Standalone.Dashboard;

/// <summary>Finds the Aspire dashboard: where somebody said it is, else what this machine has of it, else its container image.</summary>
internal sealed class DashboardFinder(IProgressLine progress)
{
    /// <exception cref="UsageException">There is none: what was looked for, and what can be done.</exception>
    public async Task<DashboardSource> FindAsync(DashboardChoice choice, CancellationToken cancellation)
    {
        if (choice.Program is { } named)
            return new DashboardProgram(named);
        if (Environment.GetEnvironmentVariable(DashboardValue.Variable) is { Length: > 0 } path)
            return new DashboardProgram(DashboardValue.Parse(DashboardValue.Variable, path));
        if ((PackageCache.FindDashboard(PackageCache.Root) ?? DashboardValue.Find(CliBundle)) is { } found)
            return new DashboardProgram(found);
        if (await ContainerEngine.FindAsync(cancellation) is not { } engine)
            throw Missing("neither docker nor podman answers");
        if (await engine.PullAsync(DashboardImage.Name, progress, cancellation) is { } reason)
            throw Missing($"{engine.Command} can't pull {DashboardImage.Name} ({reason})");
        return new DashboardImage(engine);
    }

    // Where Aspire's command line unpacks what it brings.
    private static string CliBundle => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aspire", "bundle");

    private static UsageException Missing(string noImage) => new(
        $"{DashboardValue.Option} needs the Aspire dashboard, which is not at hand: {DashboardValue.Variable} is not set, {PackageCache.Root} has no package"
        + $" {PackageCache.Package}*, {CliBundle} is not there, and {noImage}; allowed: {DashboardValue.Option} PATH of Aspire.Dashboard.dll, or a container engine that has the image");
}
