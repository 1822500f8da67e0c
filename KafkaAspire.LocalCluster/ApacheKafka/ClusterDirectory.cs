namespace KafkaAspire.LocalCluster;

/// <summary>The directory of a cluster's data and logs, which goes with the cluster unless it is to be kept.</summary>
internal sealed class ClusterDirectory : IDisposable
{
    private readonly bool _keep;
    private readonly bool _made;
    private readonly bool _temporary;

    private ClusterDirectory(string path, bool made, ProcessClusterOptions options)
    {
        Path = path;
        _made = made;
        _keep = options.KeepData;
        _temporary = options.DataDirectory is null && !_keep;
        if (_temporary)
            Reaper.RegisterDirectory(path);
    }

    public string Path { get; }

    /// <summary>Makes the directory, or takes the one that is there.</summary>
    /// <exception cref="LocalClusterException">It can't be made or written.</exception>
    public static ClusterDirectory Prepare(ProcessClusterOptions options)
    {
        string path = System.IO.Path.GetFullPath(
            options.DataDirectory ?? System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"kafkaaspire-{System.IO.Path.GetRandomFileName()}"));
        bool made = !Directory.Exists(path);
        try
        {
            Directory.CreateDirectory(path);
            Directory.CreateDirectory(System.IO.Path.Combine(path, ClusterLayout.TemporaryName));
            return new ClusterDirectory(path, made, options);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LocalClusterException($"data directory '{path}' cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>Removes what the cluster made, and nothing of anybody else's.</summary>
    public void Dispose()
    {
        if (_keep || !Directory.Exists(Path))
            return;
        if (_made)
            Directory.Delete(Path, recursive: true);
        else
            RemoveOwn();
        if (_temporary)
            Reaper.ForgetDirectory(Path);
    }

    private void RemoveOwn()
    {
        string[] directories = [.. Directory.EnumerateDirectories(Path, "broker-*"), .. Own(ZooKeeperLayout.Name, ClusterLayout.TemporaryName)];
        foreach (string directory in directories.Where(Directory.Exists))
            Directory.Delete(directory, recursive: true);
        string[] files = [.. Directory.EnumerateFiles(Path, "broker-*"), .. Own($"{ZooKeeperLayout.Name}.properties", $"{ZooKeeperLayout.Name}.log", ClusterLayout.LoggingName)];
        foreach (string file in files)
            File.Delete(file);
    }

    private IEnumerable<string> Own(params string[] names) => names.Select(name => System.IO.Path.Combine(Path, name));
}
