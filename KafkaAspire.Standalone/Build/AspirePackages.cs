using KafkaAspire.Standalone.CommandLine;

namespace KafkaAspire.Standalone.Build;

/// <summary>
/// Whether the Aspire packages can be restored on this machine. Not every registry has them; without them the services register their Kafka
/// clients themselves, and AppHost and Hosting are not built. It is found out once and remembered in <c>AspirePackages.props</c>.
/// </summary>
internal sealed class AspirePackages(Repository repository, IProgressLine progress, TextWriter output)
{
    public const string RememberedIn = "AspirePackages.props";

    private string File => repository.PathOf(RememberedIn);

    /// <summary>Looks once whether the packages are there, and says in one line what it found.</summary>
    /// <returns>Whether they are.</returns>
    public async Task<bool> FindAsync(CancellationToken cancellation)
    {
        if (System.IO.File.Exists(File))
            return (await System.IO.File.ReadAllTextAsync(File, cancellation)).Contains("<AspirePackages>true<", StringComparison.OrdinalIgnoreCase);

        DotnetResult restore;
        using (progress.Begin("looking for the Aspire packages"))
            restore = await DotnetCommand.RunAsync(repository.Root,
                ["restore", "KafkaAspire.ServiceDefaults", "-p:AspirePackages=true", "-v", "quiet", "-tl:off"], cancellation);
        bool found = restore.ExitCode == 0;
        // NU1101 to NU1103: the registry answered, and does not have them. Anything else says nothing about them.
        if (!found && !restore.Lines.Any(line => line.Contains("NU1101") || line.Contains("NU1102") || line.Contains("NU1103")))
            throw new RunException("the packages can't be restored", restore.Lines);

        await System.IO.File.WriteAllTextAsync(File,
            $"<Project><PropertyGroup><AspirePackages>{(found ? "true" : "false")}</AspirePackages></PropertyGroup></Project>\n", cancellation);
        output.WriteLine(found
            ? $"Aspire packages: there, so the whole solution can be built (remembered in {RememberedIn})"
            : $"Aspire packages: not in this machine's package source, so AppHost and Hosting are left out (remembered in {RememberedIn})");
        return found;
    }
}
