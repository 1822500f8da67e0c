using System.Diagnostics;
using System.Runtime.InteropServices;

namespace KafkaAspire.LocalCluster;

/// <summary>
/// The reaper's own process. It reads <c>+ PID START</c> and <c>+ DIRECTORY</c>, or the same with a minus, and at the end of the input kills and
/// removes what is left.
/// </summary>
internal static class ReaperHost
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    public static int Run(TextReader input)
    {
        // Whatever ends the parent together with its whole process group (Ctrl+C, a closed terminal) must not end the reaper before it has done its job.
        PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT, PosixSignal.SIGHUP];
        PosixSignalRegistration[] ignored = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, context => context.Cancel = true))];

        HashSet<string> left = [];
        while (input.ReadLine() is { } line)
            _ = line[0] == '+' ? left.Add(line[2..]) : left.Remove(line[2..]);

        ProcessIdentity[] children = [.. left.Where(entry => !Path.IsPathRooted(entry)).Select(ProcessIdentity.Parse)];
        foreach (ProcessIdentity child in children)
            Kill(child);
        foreach (string directory in left.Where(Path.IsPathRooted))
            Remove(directory, children);
        foreach (PosixSignalRegistration registration in ignored)
            registration.Dispose();
        return 0;
    }

    private static void Kill(ProcessIdentity child)
    {
        if (!child.IsAlive)
            return;
        try
        {
            using Process process = Process.GetProcessById(child.Id);
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or AggregateException
            or System.ComponentModel.Win32Exception)
        {
            // It ended by itself in between, which is all that was wanted.
        }
    }

    private static void Remove(string directory, IReadOnlyCollection<ProcessIdentity> children)
    {
        // A process that was killed goes on writing until the kernel has come round to it.
        SpinWait.SpinUntil(() => !children.Any(child => child.IsAlive), Deadline);
        try
        {
            if (Directory.Exists(directory))
                Directory.Delete(directory, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody else holds a file in it. There is nobody left to tell.
        }
    }
}
