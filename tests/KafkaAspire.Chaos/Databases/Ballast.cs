using System.Diagnostics;

namespace KafkaAspire.Chaos.Databases;

/// <summary>
/// A small disk of its own for one broker (tmpfs, so only root has it), which can be filled up.
/// </summary>
internal sealed class Ballast : IDisposable
{
    private const string Size = "3g";
    private readonly string _mount;

    private Ballast(int broker, string mount) => (Broker, _mount) = (broker, mount);

    /// <summary>Whose disk it is.</summary>
    public int Broker { get; }

    private string File => Path.Combine(_mount, "ballast");

    /// <summary>Mounts it.</summary>
    /// <returns>The disk; null where this machine does not let us.</returns>
    public static Ballast? TryMount(int broker, string directory)
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
            return null;
        Directory.CreateDirectory(directory);
        return Run("mount", "-t", "tmpfs", "-o", $"size={Size}", "tmpfs", directory) ? new(broker, directory) : null;
    }

    /// <summary>Takes all the room that is left.</summary>
    public void Fill()
    {
        using var file = new FileStream(File, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[1 << 20];
        try
        {
            while (true)
                file.Write(block);
        }
        catch (IOException)
        {
            // Full: just what was wanted.
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Drop() => System.IO.File.Delete(File);

    /// <summary>Moves what is on it to the disk below it, so that it can be looked at later.</summary>
    public void Preserve()
    {
        Drop();
        Run("cp", "-a", _mount, _mount + ".kept");
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    public void Dispose() => Run("umount", "-l", _mount);
}
