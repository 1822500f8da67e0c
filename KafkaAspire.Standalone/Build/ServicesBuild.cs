namespace KafkaAspire.Standalone.Build;

/// <summary>Builds the services unless they are what the sources say.</summary>
internal sealed class ServicesBuild(Repository repository, IProgressLine progress, TextWriter output)
{
    public const string Producer = "Producer.Service";
    public const string Consumer = "Consumer.Service";
    public const string Explorer = "Explorer.Service";

    private static readonly string[] Services = [Producer, Consumer, Explorer];
    private static readonly string[] Projects = [.. Services, "KafkaAspire.ServiceDefaults", "KafkaAspire.Contracts"];
    private string Stamp => Path.Combine(repository.Artifacts, "services.stamp");

    public async Task EnsureBuiltAsync(CancellationToken cancellation)
    {
        if (IsUpToDate())
            return;
        using var turn = await BuildLock.TakeAsync(repository, cancellation);
        if (IsUpToDate())
            return;
        await new AspirePackages(repository, progress, output).FindAsync(cancellation);
        await BuildLockedAsync(Path.Combine("KafkaAspire.Standalone", "Build", "Services.slnf"), "the services", cancellation);
    }

    /// <summary>Builds something that the services are part of.</summary>
    /// <param name="target">What to build, relative to the repository's root.</param>
    /// <param name="what">What it is called in the line of progress.</param>
    /// <param name="cancellation">Ends the build.</param>
    public async Task BuildAsync(string target, string what, CancellationToken cancellation)
    {
        using var turn = await BuildLock.TakeAsync(repository, cancellation);
        await BuildLockedAsync(target, what, cancellation);
    }

    private async Task BuildLockedAsync(string target, string what, CancellationToken cancellation)
    {
        // Taken before the build: a file that is saved while it goes on makes the next run build again.
        string fingerprint = Sources.Fingerprint(repository, Projects);
        await new QuietBuild(repository, progress).BuildAsync(target, what, cancellation);
        Directory.CreateDirectory(repository.Artifacts);
        await File.WriteAllTextAsync(Stamp, fingerprint, cancellation);
    }

    private bool IsUpToDate() =>
        File.Exists(Stamp)
        && Services.All(service => File.Exists(repository.AssemblyOf(service)))
        && File.ReadAllText(Stamp) == Sources.Fingerprint(repository, Projects);
}
