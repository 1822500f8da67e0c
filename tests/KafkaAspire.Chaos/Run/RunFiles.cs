using KafkaAspire.Chaos.CommandLine;

namespace KafkaAspire.Chaos.Run;

/// <summary>The directory of a run: logs, journal, data.</summary>
internal sealed class RunFiles
{
    private readonly bool _keep;

    private RunFiles(string root, bool keep) => (Root, _keep) = (root, keep);

    public string Root { get; }
    public string Brokers => Path.Combine(Root, "brokers");
    public string Journal => Path.Combine(Root, "acknowledged.journal");
    public string Faults => Path.Combine(Root, "chaos.log");

    /// <summary>The log of a service.</summary>
    public string LogOf(string service) => Path.Combine(Root, service + ".log");

    /// <summary>Makes the directory.</summary>
    /// <exception cref="UsageException">The one to be kept is not empty.</exception>
    public static RunFiles Create(string? keep, int seed)
    {
        string root = Path.GetFullPath(keep ?? Path.Combine(Path.GetTempPath(), $"kafkaaspire-chaos-{seed}-{Path.GetRandomFileName()}"));
        if (Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).Any())
            throw new UsageException($"--keep \"{keep}\" is not possible; allowed: a new or empty directory");
        Directory.CreateDirectory(root);
        // PostgreSQL runs as another user than root and has to reach its own directory in here.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        return new(root, keep is not null);
    }

    /// <summary>Removes it, unless it is to be kept.</summary>
    /// <param name="isNeeded">Whether somebody will want to look at it.</param>
    /// <returns>Whether it is still there.</returns>
    public bool Close(bool isNeeded)
    {
        if (_keep || isNeeded)
            return true;
        Directory.Delete(Root, recursive: true);
        return false;
    }
}
