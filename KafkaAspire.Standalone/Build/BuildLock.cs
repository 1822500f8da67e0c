namespace KafkaAspire.Standalone.Build;

/// <summary>Lets one process build in a working copy at a time: two runs that start together must not write the same files.</summary>
internal static class BuildLock
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits for its turn. The system lets go of it also when the process is killed.</summary>
    public static async Task<IDisposable> TakeAsync(Repository repository, CancellationToken cancellation)
    {
        Directory.CreateDirectory(repository.Artifacts);
        string path = Path.Combine(repository.Artifacts, "build.lock");
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(Look, cancellation); // another run builds
            }
        }
    }
}
