using System.Runtime.InteropServices;

namespace Explorer.Service;

/// <summary>
/// What the Kafka client takes outside of .NET's heap. On Linux the C library (glibc) gives the threads areas of their own, eight a processor, and what a client frees
/// in one of them is of no use to the others: on a large cluster, whose description each client reads again and again, that came to 80 MB.
/// </summary>
internal static class NativeMemory
{
    // M_ARENA_MAX, mallopt(3).
    private const int ArenaMax = -8;
    private const int Arenas = 2;

    /// <summary>Has all threads share two areas. Another C library than glibc has no such areas, and is left alone.</summary>
    public static void ShareAreas()
    {
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out nint library) && NativeLibrary.TryGetExport(library, "mallopt", out nint mallopt))
            _ = Marshal.GetDelegateForFunctionPointer<Mallopt>(mallopt)(ArenaMax, Arenas);
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Mallopt(int parameter, int value);
}
