using System.Diagnostics;
using System.Runtime.InteropServices;

namespace KafkaAspire.LocalCluster;

/// <summary>The signals that .NET has no method for.</summary>
internal static partial class UnixSignal
{
    public const int Terminate = 15;

    public static int Stop => OperatingSystem.IsMacOS() ? 17 : 19;

    public static int Continue => OperatingSystem.IsMacOS() ? 19 : 18;

    /// <summary>Sends a signal; does nothing when the process has ended.</summary>
    public static void Send(Process process, int signal)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("Windows has no signals");
        if (!process.HasExited)
            // It may fail only because the process ended in between: nothing to tell.
            _ = Kill(process.Id, signal);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
