namespace KafkaAspire.Chaos.Services;

/// <summary>libfaketime, where it is there: a process that has it preloaded takes its wall clock's offset from a file. Its timers stay true.</summary>
internal static class FakeClock
{
    private static readonly string[] Places = ["/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1", "/usr/lib/faketime/libfaketimeMT.so.1"];

    /// <summary>The library; null where it is not installed.</summary>
    public static string? Library { get; } = Array.Find(Places, File.Exists);

    /// <summary>Gives a process a clock that can be set.</summary>
    /// <param name="settings">Its environment.</param>
    /// <param name="file">The file that holds the offset.</param>
    public static void AddTo(Dictionary<string, string?> settings, string file)
    {
        if (Library is null)
            return;
        Set(file, 0);
        settings["LD_PRELOAD"] = Library;
        settings["FAKETIME_TIMESTAMP_FILE"] = file;
        settings["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
        settings["FAKETIME_CACHE_DURATION"] = "1";
        // Or every wait of .NET for a condition, whose clock is the monotonic one, would end at once: threads that spin.
        settings["FAKETIME_FORCE_MONOTONIC_FIX"] = "0";
    }

    /// <summary>Sets a clock ahead or back.</summary>
    public static void Set(string file, int seconds)
    {
        // In one step: the process may read it at any moment.
        File.WriteAllText(file + ".new", $"{seconds:+0;-0;+0}");
        File.Move(file + ".new", file, overwrite: true);
    }
}
