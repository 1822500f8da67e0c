using System.Runtime.InteropServices;

namespace KafkaAspire.LocalCluster;

/// <summary>The signals that .NET has no method for.</summary>
internal static partial class UnixSignal
{
    public const int Terminate = 15;

    public static int Stop => OperatingSystem.IsMacOS() ? 17 : 19;

    public static int Continue => OperatingSystem.IsMacOS() ? 19 : 18;

    /// <summary>Sends a signal to a process that has not been waited for, so that its id is nobody else's.</summary>
    public static void Send(int processId, int signal)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("Windows has no signals");
        // It may fail only because the process ended in between: nothing to tell.
        _ = Kill(processId, signal);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
