using System.Diagnostics;

namespace KafkaAspire.LocalCluster;

/// <summary>
/// One small process that is told each child's id through its standard input. That input ends when this process does, also when it was
/// killed with <c>kill -9</c>, and then the reaper kills the children that are left, and their children. It starts with the first child.
/// </summary>
internal static class Reaper
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<int, ProcessIdentity> Children = [];
    private static readonly HashSet<string> Directories = [];
    private static Process? _process;

    /// <summary>Has a child killed when this process ends.</summary>
    public static void Register(int processId)
    {
        if (ProcessIdentity.Of(processId) is not { } child)
            return;
        lock (Gate)
        {
            Children[processId] = child;
            if (_process is { HasExited: false })
                Tell($"+ {child}");
            else
                Start();
        }
    }

    /// <summary>Says that a child has ended.</summary>
    public static void Forget(int processId)
    {
        lock (Gate)
            if (Children.Remove(processId, out ProcessIdentity child))
                Tell($"- {child}");
    }

    /// <summary>Has a directory removed, after the children, when this process ends without having removed it.</summary>
    public static void RegisterDirectory(string path)
    {
        lock (Gate)
        {
            Directories.Add(path);
            if (_process is { HasExited: false })
                Tell($"+ {path}");
        }
    }

    /// <summary>Says that a directory is gone or is to stay.</summary>
    public static void ForgetDirectory(string path)
    {
        lock (Gate)
            if (Directories.Remove(path))
                Tell($"- {path}");
    }

    /// <summary>The reaper's own process id, or null before the first child.</summary>
    public static int? ProcessId
    {
        get
        {
            lock (Gate)
                return _process?.Id;
        }
    }

    // Somebody may have killed the reaper: then there is a new one, which learns of every child that lives.
    private static void Start()
    {
        string[] reaper = [Executable.DotNet, typeof(Reaper).Assembly.Location, "reaper"];
        // The shell, as the runtime needs a moment until it can ignore signals by itself.
        string[] command = OperatingSystem.IsWindows() ? reaper : ["/bin/sh", "-c", "trap '' INT TERM HUP QUIT; exec \"$@\"", "sh", .. reaper];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach ((string name, string? value) in Executable.HostEnvironment)
            start.Environment[name] = value;
        _process = Process.Start(start) ?? throw new LocalClusterException("the reaper process did not start");
        foreach (ProcessIdentity child in Children.Values)
            Tell($"+ {child}");
        foreach (string path in Directories)
            Tell($"+ {path}");
    }

    private static void Tell(string line)
    {
        try
        {
            _process?.StandardInput.Write(line + "\n");
            _process?.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It was killed. The next child starts another; until then a clean end of this process still stops every child.
        }
    }
}
