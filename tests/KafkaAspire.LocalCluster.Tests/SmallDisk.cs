using System.Diagnostics;

namespace KafkaAspire.LocalCluster.Tests;

/// <summary>A file system of a few megabytes, which is soon full.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    /// <summary>Mounts it; null where this user may not.</summary>
    public static SmallDisk? TryMount(string parent, string name, int megabytes)
    {
        string path = Directory.CreateDirectory(System.IO.Path.Combine(parent, name)).FullName;
        return OperatingSystem.IsLinux() && Environment.UserName == "root" && Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", path)
            ? new SmallDisk(path) : null;
    }

    public void Dispose() => Run("umount", Path);

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
