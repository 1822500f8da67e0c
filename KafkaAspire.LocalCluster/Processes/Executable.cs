namespace KafkaAspire.LocalCluster;

/// <summary>Finds programs.</summary>
internal static class Executable
{
    /// <summary>The full path of a program, looked up in PATH when only its name is given; null when it is not there.</summary>
    public static string? Find(string command)
    {
        string[] names = OperatingSystem.IsWindows() && !Path.HasExtension(command) ? [command + ".exe", command + ".cmd"] : [command];
        string[] places = Path.GetFileName(command) != command
            ? [""]
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return (from place in places from name in names let path = Path.GetFullPath(Path.Combine(place, name)) where IsRunnable(path) select path)
            .FirstOrDefault();
    }

    /// <summary>The <c>dotnet</c> that runs this process, so that what it starts needs no other installation.</summary>
    public static string DotNet
    {
        get
        {
            string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
            // ROOT/shared/Microsoft.NETCore.App/10.0.x/
            string root = Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
            string beside = Path.Combine(root, name);
            return File.Exists(beside)
                ? beside
                : Find(name) ?? throw new LocalClusterException("'dotnet' not found beside the runtime nor in PATH");
        }
    }

    /// <summary>
    /// What the host processes of this assembly are started with: no sockets for debuggers under /tmp, which a killed process would leave there,
    /// and nothing that is meant to be loaded into the app's own processes.
    /// </summary>
    public static IReadOnlyDictionary<string, string?> HostEnvironment { get; } = new Dictionary<string, string?>
    {
        ["DOTNET_EnableDiagnostics"] = "0",
        ["DOTNET_STARTUP_HOOKS"] = null,
        ["DOTNET_gcServer"] = null,
        ["CORECLR_ENABLE_PROFILING"] = null,
    };

    private static bool IsRunnable(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
